// @ts-check
// The page of a draft follows it. Without this module the page is loaded again.
import { waitForJob } from '../js/core/jobwait.js';

waitForJob('drafting');
