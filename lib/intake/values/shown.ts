/** The start of a text, in quotes, as SQL: what a person needs to find it. */
export const shown = (text: string): string => `'"' || left(${text}, 60) || '"'`;
