package segment

import "testing"

func TestDefaultCutsFrench(t *testing.T) {
	markedTexts{
		"signs": {
			"Il part. ¦Qui a donné l’ordre\u202F? ¦Personne\u00A0! ¦Le silence…",
			"Vraiment ?! ¦Non ! ! ! ¦Si ?? ¦Bon.",
			"Le constat est clair : rien n’a changé ; rien. ¦Fin.",
		},
		"quotes that close after a space": {
			"Il dit : « Prêts à être vendus. » ¦Des spécialistes en doutent.",
			"Il dit : «\u00A0C’est fini.\u00A0» ¦Des spécialistes en doutent.",
			"Il dit : «\u202FC’est fini\u202F!\u202F» ¦Des spécialistes en doutent.",
			"Il dit : “C’est fini.” ¦Puis il part.",
			"Il dit : \" La force est le savoir. \" ¦Elle rit.",
			"Il dit : \"La force est le savoir.\" ¦\"Non\", dit-elle.",
			"La fin de la citation. \" ¦Elle se remarie en mai.",
		},
		"a quotation and its speaker": {
			"« Il y a un requin ! », explique Chad. ¦Il court.",
			"« Qui a donné l’ordre ? » demande l’opposition. ¦Personne ne répond.",
			"Pourquoi ? lui a-t-elle demandé. ¦Il se tait.",
			"« Tu vois le gouffre ? » et il affirma que non.",
			"« C’est terminé. ¦Nous partons demain », a-t-il dit.",
			"Quelle idée ! – s’exclame-t-il – et il part.",
		},
		"titles": {
			"MM. Laftit et Retailleau voient M. Adams, Mme. Roche, le Dr. Ali et Me. Dupont. ¦Fin.",
			"La rue St. Louis et la place Ste. Anne sont fermées. ¦Fin.",
			"S. M. le Roi et S.A.R. Lalla Meryem arrivent. ¦Fin.",
			"raconte M.\u00A0Adams à S.E.M. Macron. ¦Fin.",
			"L’avis de M.Laftit et de MM.Le Goff est connu. ¦Fin.",
		},
		"initials": {
			"J. D. Vance, E. Macron, J.-P. Bruneau et Dionisio A. Lind se sont parlé. ¦Fin.",
			"Le choix de J. Le Goff et de Murphy J. Paul étonne. ¦Fin.",
			"L’arrêt Roe c. Wade et Grace v. Sessions sont cités. ¦Fin.",
		},
		"letters that do end": {
			"le seuil de 2° C. ¦De nombreux pays l’ont signé.",
			"Il fait 37 °C. ¦Paris étouffe.",
			"Elle vend Mac OS X. ¦Une mise à jour suit.",
			"Il naquit sous Dagobert I. ¦Ils le suivirent.",
			"Elle prend de la vitamine C. ¦L’effet est rapide.",
			"L’avenue Mohammed V. ¦Rabat la rénove.",
			"C’était sous Louis XIV. ¦Le roi régnait.",
		},
		"dotted letters": {
			"Il vit aux U.S.A. depuis dix ans.",
			"Il vit aux U.S.A. ¦Elle vit à Fès.",
			"le texte « LL.AA.II.RR. » pour l’abréviation. ¦Fin.",
			"La société Atlas S.A. Casablanca a signé. ¦Fin.",
			"Rome en 52 av. J.-C. ¦Vercingétorix se rend.",
		},
		"abbreviations": {
			"L’art. 49 al. 3 a été invoqué (voir p. 12, t. II, n. 4 et vol. 3). ¦Fin.",
			"Le coût (env. 3 M€, cf. Annexe, p. ex. le tableau 2) inquiète. ¦Fin.",
			"Voir les pp. 12 et suiv. du livre. ¦Fin.",
			"Le sommet du 3 janv. au 5 févr. est reporté. ¦Fin.",
			"Il habite 12, av. Mohammed V et 3, bd. Zerktouni, tél. 05. ¦Fin.",
		},
		"abbreviations that are words": {
			"Il a pris son vol. ¦Le pilote dort.",
			"La réunion aura lieu en sept. ¦Les invités viendront.",
			"Il en a mangé sept. ¦Les autres dorment.",
		},
		"and so on": {
			"Les fruits, légumes, etc. ont augmenté.",
			"Les fruits, légumes, etc. ¦Les prix montent.",
			"Les ouvrages de Intercept Ltd. sont ici.",
		},
		"numbers, dates, addresses": {
			"Le PIB passe de 3.5 % à 1.200.000 dirhams le 12.05.2025. ¦Fin.",
			"Écrivez à redaction@exemple.ma ou sur www.exemple.ma. ¦Fin.",
			"Longue vie à l’Espagne ». ¦14 manifestants sont là. ¦1,98 m suffit.",
			"Voir https://exemple.ma/a.Bcd?x=Le.Monde pour lire. ¦Fin.",
		},
		"list numbers": {
			"1. Chacun peut. ¦2. Chacun doit. ¦a) Oui. ¦II. Les suites.",
			"- 1. Chacun peut.",
			"A. Le contexte est clair. ¦Fin.",
		},
		"list items": {
			"Le risque existe (cycle menstruel). ¦- si vous avez de la fièvre",
			"– Vous partez ? ¦– Oui, demain.",
		},
		"ellipsis": {
			"Le projet a du retard… ¦La ville s’impatiente.",
			"Le projet a du retard... mais il avance.",
			"Le texte dit (...) que tout va. ¦Fin.",
			"Il a dit non. ¦[…] Elle a dit oui. ¦Fin.",
		},
		"small letters": {
			"La marque grandit. ¦iPhone et iPad se vendent bien.",
			"Elle écrit des vers. ¦à ce jour, aucun n’est lu.",
			"Elle écrit des vers. et des romans.",
		},
		"missing space": {
			"Il parle aux commerçantes.¦Les clients écoutent.",
			"Il faut voir cela !¦Et puis partir.",
			"Il est à l’OTAN.¦Les alliés écoutent.",
			"C’était en 2024.¦Les prix montaient.",
			"Le site Booking.com et Node.Js vont bien. ¦Fin.",
		},
		"brackets and notes": {
			"Le budget est adopté (par 120 voix). ¦L’opposition proteste.",
			"Le budget est adopté. ¦(Par 120 voix.) ¦L’opposition proteste.[1] ¦Fin.",
		},
		"marks of notes": {
			"Il part.\uFFFC ¦Elle reste.\uFFFC ¦Fin.",
			"Il parle de M.\uFFFC Laftit. ¦Fin.",
		},
		"datelines": {
			"RABAT, 14 avr. (AFP) – Le ministre est arrivé. ¦Il repart mardi.",
			"RABAT, 14 avr. (MAP) - Le ministre est arrivé. ¦Il repart mardi.",
			"RABAT (A.F.P.) – Le ministre est arrivé. ¦Il repart mardi.",
			"Casablanca. – Le ministre est arrivé. ¦Il repart mardi.",
			"Rabat, le 14 avril 2025. — Le ministre est arrivé. ¦Il repart mardi.",
			"Rabat (MAP). – Le ministre est arrivé. ¦Il repart mardi.",
			"Article 3. – Le ministre est chargé de tout. ¦Fin.",
			"Oui. ¦– Non.",
		},
	}.run(t, "fr")
}

func TestDefaultCutsEnglish(t *testing.T) {
	markedTexts{
		"titles":    {"Mr. Smith met Dr. A. B. Jones of Acme Inc. in the U.S. today. ¦He left."},
		"quotes":    {"“Who knows?” asked the mayor. ¦“No one.” ¦She left."},
		"numbers":   {"It cost 3.5 million (approx. No. 4) on Jan. 5. ¦It rose."},
		"questions": {"Why? ¦Because! ¦iPhones sell."},
	}.run(t, "en-GB")
}

func TestDefaultCutsOtherLanguages(t *testing.T) {
	markedTexts{"Spanish": {"¿Quién es? ¦No lo sé. ¦1. Uno."}}.run(t, "es")
	markedTexts{"no tag": {"Eins. ¦Zwei!"}}.run(t, "")
}
