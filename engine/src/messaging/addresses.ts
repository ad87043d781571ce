import { problem } from '@pih/schemas';

export const RecipientUnusable = problem<{ what: 'email' | 'phone'; why: string }>({
  type: 'recipient-unusable',
  status: 400,
  title: 'Nothing can be sent to this recipient',
  detail: ({ what, why }) =>
    `${why} ${what === 'email' ? 'Give one e-mail address, such as anna@example.com.' : 'Give a telephone number with its country, such as +39 011 555 0100.'}`,
});

/** RFC 5321, section 4.5.3.1.3. */
const longestEmail = 254;

/**
 * One address that a mail server can be told, as it is: without a name, a second address or a line break, which would
 * write into the mail's own headers. Letters beyond ASCII are allowed (RFC 6531).
 * @throws RecipientUnusable
 */
export function mailAddress(given: string): string {
  const address = given.replace(/^ +| +$/g, '');
  const refuse = (why: string) => new RecipientUnusable({ what: 'email', why });
  // eslint-disable-next-line no-control-regex -- these are the ones to refuse
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(address))
    throw refuse('The address has a line break or another control sign.');
  if (address.length > longestEmail) throw refuse(`The address has more than ${longestEmail} characters.`);
  if (!/^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/.test(address)) throw refuse('This is not one e-mail address.');
  return address;
}

/** A number as gateways take it: "+" and 7 to 15 digits (ITU-T E.164). @throws RecipientUnusable */
export function phoneNumber(given: string): string {
  const number = given.replace(/[\s().\-/]/g, '').replace(/^00/, '+');
  if (!/^\+[1-9]\d{6,14}$/.test(number))
    throw new RecipientUnusable({ what: 'phone', why: 'This is not a complete telephone number.' });
  return number;
}
