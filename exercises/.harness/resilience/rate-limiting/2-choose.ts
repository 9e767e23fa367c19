import { check, defineHarness } from "#src/grade/harness.ts";
import { publicApi } from "./2-choose.scenario.ts";
import type * as Answer from "./2-choose.stub.ts";

/** The case as it was told, on seeds that move the callers a little. */
export const harness = defineHarness<typeof Answer>({
  exercise: "resilience/rate-limiting/2-choose",
  kind: "choose",
  checks: [check(publicApi, {
    subject: ({ choice }) => choice,
    seeds: 12,
    shrinks: false,
    hints: {
      "The pages are hardly ever refused": [
        "Which account was empty when an app asked, and who else had drawn on it? Take the time with the store and the 1.5 s without it in turn.",
        "Eleven polite customers share an address. A page is eight calls at once, and a connection stays on one gateway, with what that gateway may give.",
        "Give each customer an account of its own that holds a page; and let somebody decide while the store is away, with enough left for a page.",
      ],
      "The reports get through": [
        "Look at the moments of those that were refused. Was the account too small for any report, was it still used up by the one before, or could nobody be asked?",
        "A report takes its 25 units at once, and the next comes 2 s later. One of the four may be lost while the store is away.",
        "One account must hold a report and be ready for the next 2 s later. A share of a third holds a third; a low rate fills slowly; a window, or an estimate from the last one, may still remember the report before.",
      ],
      "The pages are answered in time": [
        "Were pages late all the time, or only while the store was away? They wait behind something in `api`: whose work is it?",
        "`api` does 400 units a second. Add up what all eleven customers, the scraper and the analyst get through: in a usual second, and in one in which the store cannot be asked.",
        "Both matter: a call must weigh what it costs `api`, and what passes without the store must be bounded, too.",
      ],
      "Nobody gets much more than was sold": [
        "Add up what the scraper and the analyst get from all accounts that they have: per gateway, per connection, per batch.",
        "Eighteen calls that are made at once can all read the same count. A new connection has a new port. Three gateways have three accounts.",
        "One account per customer, counted in one step in the store, at about the rate that was sold; bursts and the time without a store come on top.",
      ],
      "Nobody gets much less than was sold": [
        "The scraper asks for 90 units a second. What does your limit give it when the store is there?",
        "After a pause a burst hides a low rate for a while. What does a customer get in the long run?",
        "The rate is what was sold. Let the burst, not the rate, be what you choose by the shape of the calls.",
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
    "Token bucket and fixed window both pass here; the log is exact and holds too much; two counters need a window so long that a report and most of the one before fit in together, since they take the past for spread evenly. What no algorithm mends: an account that several callers share, or that a caller can renew; a count of calls that do not weigh the same; " +
    "a decision between two commands; and a store whose absence nobody thought of.",
});
