import type { Timers } from '../timers.ts';
import type { Letter, Outbox } from '../webhooks.ts';
import type { Director } from './director.ts';
import type { WebhookTrouble } from './scenario.ts';

interface Waiting {
  readonly letter: Letter;
  readonly copies: number;
}

/** An outbox to whose letters happens what the scenario says. */
export function troubleWithLetters(simulator: string, outbox: Outbox, director: Director, timers: Timers): Outbox {
  /** Held up for a time. */
  const delayed = new Set<Promise<void>>();
  /** Waiting for company. */
  let gathered: Waiting[] = [];

  const send = ({ letter, copies }: Waiting): void => outbox.post(letter, copies);
  const releaseGathered = (): void => {
    const letters = gathered.reverse();
    gathered = [];
    for (const each of letters) send(each);
  };
  // What waited for company that never came is sent when the scenario ends.
  director.onChange(releaseGathered);

  const sendLater = (waiting: Waiting, ms: number): void => {
    const sent = timers.wait(ms).then(() => {
      delayed.delete(sent);
      send(waiting);
    });
    delayed.add(sent);
  };

  const treat = (waiting: Waiting, trouble: WebhookTrouble | undefined): void => {
    switch (trouble?.kind) {
      case 'lose':
        return;
      case 'repeat':
        return send({ ...waiting, copies: trouble.copies });
      case 'delay':
        return sendLater(waiting, trouble.ms);
      case 'reorder':
        gathered.push(waiting);
        return gathered.length < trouble.count ? undefined : releaseGathered();
      default:
        return send(waiting);
    }
  };

  return {
    ...outbox,
    post(letter, copies = 1) {
      treat({ letter, copies }, director.ofWebhook(simulator, letter.type));
    },
    async settled() {
      while (delayed.size > 0) await Promise.all(delayed);
      await outbox.settled();
    },
  };
}
