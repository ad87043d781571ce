/** In characters, as the engine asks. */
export const shortestPassword = 12;

/** How long a password is, as people count. */
export const lengthOf = (password: string): number => [...password.normalize('NFKC')].length;

/** The token of a link: what stands behind the sign #, which no server is told. */
export const tokenOf = (hash: string): string => decodeURIComponent(hash.replace(/^#/, ''));
