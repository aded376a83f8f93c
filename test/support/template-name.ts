/** The database that a test run migrates once; fresh ones are copies of it. */
export const templateName = "template_in_beeld";
