/**
 * The first thing on the home page: a prediction, and the run that answers it. The simulator and the scenario are
 * loaded when the reader has chosen, and the run is played there and then.
 */
import type { OutagePlan } from "@site/plugins/home-data.ts";
import Link from "@docusaurus/Link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Minute, OutageChart, STRETCH_MS } from "./outage-chart.tsx";
import type { Caller, Told } from "./outage-run.ts";

/** Real milliseconds in which the run passes. */
const FILM_MS = 7_000;

/** What stands there before anything has run: an axis, and the fault that is to come. */
const before = ({ fault, endMs }: OutagePlan): Minute => ({
  endMs,
  stretches: [0, STRETCH_MS].map((atMs) => ({ atMs, answered: 50, failed: 0 })),
  outages: [fault],
  fault,
});

const seconds = (ms: number) => (ms / 1000).toFixed(0);

interface Film {
  told: Told | undefined;
  shownMs: number;
  playing: boolean;
  failed: boolean;
  start(caller: Caller, seed: number): void;
  seek(ms: number): void;
  toggle(): void;
}

/** Loads, plays and moves a run through time. */
function useFilm(): Film {
  const [told, setTold] = useState<Told>();
  const [shownMs, setShownMs] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const now = useRef(0);
  const show = (ms: number) => {
    now.current = ms;
    setShownMs(ms);
  };
  useEffect(() => {
    if (!playing || !told) return;
    let frame = requestAnimationFrame(function step(first) {
      const from = now.current;
      const tick = (at: number) => {
        const next = Math.min(
          told.endMs,
          from + (at - first) * told.endMs / FILM_MS,
        );
        show(next);
        if (next >= told.endMs) setPlaying(false);
        else frame = requestAnimationFrame(tick);
      };
      tick(first);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, told]);
  const start = async (caller: Caller, seed: number) => {
    try {
      const { playOutage } = await import("./outage-run.ts");
      const next = await playOutage(caller, seed);
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      setTold(next);
      show(still ? next.endMs : 0);
      setPlaying(!still);
    } catch {
      setFailed(true);
    }
  };
  return {
    told,
    shownMs,
    playing,
    failed,
    start,
    seek: (ms) => {
      setPlaying(false);
      show(ms);
    },
    toggle: () => {
      if (told && now.current >= told.endMs) show(0);
      setPlaying(!playing);
    },
  };
}

function Controls({ film, label }: { film: Film; label: string }): ReactNode {
  const { told, shownMs, playing } = film;
  if (!told) return null;
  return (
    <div className="film-controls">
      <button type="button" onClick={film.toggle}>
        {playing ? "Pause" : shownMs >= told.endMs ? "Play again" : "Play"}
      </button>
      <input
        type="range"
        min={0}
        max={told.endMs}
        step={STRETCH_MS}
        value={shownMs}
        aria-label={label}
        aria-valuetext={`${(shownMs / 1000).toFixed(1)} seconds`}
        onChange={(event) => film.seek(Number(event.target.value))}
      />
      <output>{(shownMs / 1000).toFixed(1)} s</output>
    </div>
  );
}

function Told({ film }: { film: Film }): ReactNode {
  const lines = film.told?.lines.filter(({ atMs }) => atMs <= film.shownMs) ??
    [];
  return <p className="film-line" aria-live="polite">{lines.at(-1)?.text ?? " "}</p>;
}

const LEGEND = [
  ["good", "answered"],
  ["bad", "failed"],
  ["fault", "the fault"],
  ["down", "payment is down"],
];

const OPTIONS = [
  { key: "a", text: "It answers again: the fault is over" },
  { key: "b", text: "The callers kill it again" },
  { key: "c", text: "Half of the calls fail for a while" },
];

function Verdict({ told, chosen }: { told: Told; chosen: string }): ReactNode {
  const fault = seconds(told.fault.toMs - told.fault.fromMs);
  const outage = seconds(told.downMs);
  if (told.recovered && told.outages.length === 1) {
    return (
      <p className="film-verdict">
        This time the callers happened to come one after another, and it stayed up. It is a matter of
        milliseconds: try another seed.
      </p>
    );
  }
  return (
    <p className="film-verdict">
      {chosen === "b" ? "As you said. " : "It did not recover. "}The fault lasted {fault} s, the outage{" "}
      {outage} s
      {told.recovered ? "" : ", and it had not ended when the run was over"}.{" "}
      {told.whileDown.toLocaleString("en")} calls were made to a service that was not there.
    </p>
  );
}

/** The same story, with the same seed and the same fault, through a circuit breaker. */
function WithBreaker({ seed }: { seed: number }): ReactNode {
  const film = useFilm();
  const { told } = film;
  if (!told) {
    return (
      <div className="film">
        <button
          type="button"
          className="button button--primary"
          onClick={() => film.start("with", seed)}
        >
          Now with a circuit breaker
        </button>
      </div>
    );
  }
  return (
    <div className="film">
      <OutageChart
        minute={told}
        shownMs={film.shownMs}
        title="The same story through a circuit breaker: after the repair, payment answers."
      />
      <Told film={film} />
      <Controls film={film} label="Moment of the run with a breaker" />
      {film.shownMs >= told.endMs && (
        <>
          <p className="film-verdict">
            The same seed, the same fault: the outage {told.recovered ? "ended" : "lasted"} after{" "}
            {seconds(told.downMs)} s. {told.whileDown} {told.whileDown === 1 ? "call was" : "calls were"}{" "}
            made to a service that was not there, and {told.answered.toLocaleString("en")} were answered.
          </p>
          <p className="film-next">
            <Link
              className="button button--primary"
              to="/resilience/circuit-breaker"
            >
              How it does that, and how it fails
            </Link>
          </p>
        </>
      )}
    </div>
  );
}

/** The story. */
export function OutageStory({ plan }: { plan: OutagePlan }): ReactNode {
  const film = useFilm();
  const [chosen, setChosen] = useState<string>();
  const [seed, setSeed] = useState(plan.seed);
  const { told } = film;
  const ended = told !== undefined && film.shownMs >= told.endMs;
  const choose = (key: string) => {
    setChosen(key);
    film.start("bare", seed);
  };
  const again = () => {
    const next = 1 + Math.floor(Math.random() * 9_999);
    setSeed(next);
    film.start("bare", next);
  };
  const crashed = seconds(plan.fault.fromMs);
  const repaired = seconds(plan.fault.toMs);
  return (
    <section className="story" aria-label="An outage">
      <p className="story-text">
        Ten callers ask <em>payment</em> ten times a second. At second {crashed} it crashes, at second{" "}
        {repaired}{" "}
        it is repaired. The callers are ordinary: one whose call failed waits a moment and calls again.{" "}
        <strong>What happens at second {repaired}?</strong>
      </p>
      <div className="gate-options" role="group" aria-label="Your prediction">
        {OPTIONS.map(({ key, text }) => (
          <button
            type="button"
            key={key}
            className="gate-option"
            aria-pressed={chosen === key}
            aria-disabled={chosen !== undefined}
            data-holds={ended ? key === "b" : undefined}
            onClick={() => chosen === undefined && choose(key)}
          >
            <span className="gate-key" aria-hidden="true">{key}</span>
            <span>{text}</span>
          </button>
        ))}
      </div>
      <div className="film">
        <OutageChart
          minute={told ?? before(plan)}
          shownMs={told ? film.shownMs : plan.fault.fromMs}
          title={told
            ? "Payment is repaired, and dies again and again."
            : `Payment will crash at second ${crashed} and be repaired at second ${repaired}.`}
        />
        <p className="film-legend">
          {LEGEND.map(([key, text]) => (
            <span key={key}>
              <span className={`key key-${key}`} />
              {text}
            </span>
          ))}
          <span>One bar is half a second.</span>
        </p>
        <Told film={film} />
        <Controls film={film} label="Moment of the run" />
        {film.failed && (
          <p role="alert">
            This browser could not run it. The chapter shows the same run.
          </p>
        )}
      </div>
      {ended && chosen && (
        <>
          <Verdict told={told} chosen={chosen} />
          <p className="film-token">
            Played in your browser just now, not a recording. Seed {seed}, in a terminal:{" "}
            <code>npm run replay {told.token}</code>{" "}
            <button type="button" className="link-button" onClick={again}>
              Try another seed
            </button>
          </p>
          <WithBreaker key={seed} seed={seed} />
        </>
      )}
    </section>
  );
}
