/** The server's address, with a slash at its end: the files of the client lie two folders below it. */
export const base = new URL("../../../", import.meta.url).href;
