/** Where mail is handed over, and as whom. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte (smtps); otherwise it begins with STARTTLS where the server offers it. */
  secure: boolean;
  /** Whether a connection that stays plain is refused. */
  requireTLS: boolean;
  credentials?: { user: string; pass: string };
}

/**
 * Reads SMTP_URL: `smtp://user:password@host:587`, `smtps://host`, `smtp://host:25?requireTLS=true`. Parts of the user and
 * password that mean something in addresses are percent-encoded. Ports: 465 for smtps (RFC 8314), else 587 (RFC 6409).
 * @returns undefined for a text that is no such address
 */
export function smtpServerOf(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, searchParams } = new URL(text);
  if ((protocol !== 'smtp:' && protocol !== 'smtps:') || !hostname) return undefined;
  const secure = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: searchParams.get('requireTLS') === 'true',
    ...(username && { credentials: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}
