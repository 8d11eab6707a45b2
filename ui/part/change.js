// @ts-check
// The page of a change of many things waits for its job.
import { waitForJob } from '../js/core/jobwait.js';

waitForJob('change');
