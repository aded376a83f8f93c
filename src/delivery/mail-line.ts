/**
 * The number of a mailbox's line in the outbox, made from its owner's id: a mailbox gets its mails in their order, as a chat
 * its messages. A whole number below 2^48.
 */
export const mailLineOf = (ownerId: string): number =>
  Number.parseInt(ownerId.replaceAll("-", "").slice(0, 12), 16);
