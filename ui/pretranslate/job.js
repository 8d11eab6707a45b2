// @ts-check
// The page of a filling follows it. Without this module the page is loaded again.
import { waitForJob } from '../js/core/jobwait.js';

waitForJob('filling');
