/** How an e-mail is stored and looked up: without regard to capital letters. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase();
