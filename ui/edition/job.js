// @ts-check
// The page of an edition that is being written follows it. Without this module the page is loaded again.
import { waitForJob } from '../js/core/jobwait.js';

waitForJob('order');
