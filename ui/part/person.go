package part

// PersonFields maps the refusals of account data to the fields they are about.
func PersonFields() map[string]string {
	return map[string]string{
		"person.no-name":     "name",
		"person.name-marks":  "name",
		"person.name-taken":  "name",
		"person.no-email":    "email",
		"person.email-taken": "email",
		"person.no-role":     "role",
		"password.short":     "password",
		"password.long":      "password",
		"password.easy":      "password",
		"password.wrong":     "old",
	}
}
