import { check, defineHarness } from "#src/grade/harness.ts";
import { publicApi } from "./2-choose.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

/** The case as it was told, on seeds that move the callers a little. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/rate-limiting/2-choose",
  kind: "choose",
  checks: [check(publicApi, {
    subject: ({ choice }) => choice,
    seeds: 3,
    hints: {
      "The polite are hardly ever refused": [
        "Who of the polite was refused, and whose account was empty? Take the apps, the reports, and the 1.5 s without a store in turn.",
        "Eleven polite customers share an address. A page is eight calls at once, a report 25 units at once, and a connection stays on one gateway.",
        "Give each customer an account of its own, with a burst that holds a report, in one place for all gateways; and let somebody decide while that place is away.",
      ],
      "The pages of the polite are answered in time": [
        "Pages wait behind something in `api`. How much work does it get per second, and from whom?",
        "Twenty calls a second are allowed, and the analyst makes no more. Each is half a second of work, and there are eight workers.",
        "Let a call cost its units; and do not let everything through while the store is away.",
      ],
      "Nobody gets much more than was sold": [
        "Add up what the scraper and the analyst get from all accounts that they have: per gateway, per connection, per batch.",
        "Eighteen calls that are made at once can all read the same count. A new connection has a new port. Three gateways have three accounts.",
        "One account per customer, counted in one step in the store, at about the rate that was sold; bursts and the time without a store come on top.",
      ],
      "The accounts stay small": [
        "How many numbers does your algorithm hold for a customer who uses all it may?",
        "A log holds two numbers for each call in its window, and the scraper alone may fill it.",
        "Take an algorithm that holds the same few numbers however many calls pass.",
      ],
    },
  })],
  explanation:
    "Six decisions, and one wrong one spoils the other five: that is why a limiter that was copied from a page about algorithms seldom does what was wanted. The algorithm was the least of them. " +
    "Token bucket and fixed window both pass here; the log is exact and holds too much; two counters take the last report for spread evenly and refuse the next. What no algorithm mends: an account that several callers share, or that a caller can renew; a count of calls that do not weigh the same; " +
    "a decision between two commands; and a store whose absence nobody thought of.",
});
