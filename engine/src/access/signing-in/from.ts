/** Where a request comes from, as far as the network and the browser say. */
export interface From {
  address: string;
  userAgent: string | null;
}

/** Longer ones are made up, or of no use to anybody who reads them. */
const longestAgent = 300;

/** What a browser calls itself, cut to a length that can be kept. */
export const agentOf = (header: string): string | null => header.slice(0, longestAgent) || null;
