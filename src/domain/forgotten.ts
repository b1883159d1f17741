/** What stands in records in the place of an id or a name of somebody who was forgotten. */
export const forgottenPerson = 'forgotten';
