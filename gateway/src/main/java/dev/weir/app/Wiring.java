package dev.weir.app;

import dev.weir.app.config.WeirConfig;
import dev.weir.app.warm.WarmUp;
import dev.weir.base.http.Engine;
import dev.weir.base.http.HttpListener;
import dev.weir.base.log.LogLine;
import dev.weir.base.signal.Registry;
import dev.weir.exchange.fetch.Fetching;
import dev.weir.exchange.telemetry.OtlpTraces;
import dev.weir.flow.books.Keys;
import dev.weir.flow.correction.Correcting;
import dev.weir.flow.credential.Credentials;
import dev.weir.flow.edge.DataPlane;
import dev.weir.flow.edge.Signals;
import dev.weir.flow.edge.Tracing;
import dev.weir.flow.health.Circuits;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.identity.Secrets;
import dev.weir.flow.meter.TokenCounter;
import dev.weir.flow.name.Names;
import dev.weir.flow.pace.Paces;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.upstream.ProviderClients;
import dev.weir.view.alert.AlertDesk;
import dev.weir.view.alert.AlertLog;
import dev.weir.view.api.Api;
import dev.weir.view.api.BypassWatch;
import dev.weir.view.api.ControlPlane;
import dev.weir.view.api.Gates;
import dev.weir.view.api.GrowthWatch;
import dev.weir.view.api.PortfolioGuard;
import dev.weir.view.api.PriceGap;
import dev.weir.view.api.PriceWatch;
import dev.weir.view.api.RunningGateway;
import dev.weir.view.console.Console;
import dev.weir.view.console.ConsoleListener;
import dev.weir.view.console.Entrance;
import dev.weir.view.log.CallLog;
import dev.weir.view.log.UpstreamWatch;
import dev.weir.view.login.Cost;
import dev.weir.view.login.FirstRun;
import dev.weir.view.login.Logins;
import dev.weir.view.metrics.CorrectionMetrics;
import dev.weir.view.metrics.EdgeMetrics;
import dev.weir.view.metrics.Gauges;
import dev.weir.view.person.Pseudonyms;
import dev.weir.view.report.LedgerQueries;
import dev.weir.view.session.Sessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// What is created, in which order: a gateway's parts, each given what it needs of those before it.
final class Wiring {
  private static final Duration LOADED_WITHIN = Duration.ofMinutes(1);
  private static final Duration SCOPES_EVERY = Duration.ofMinutes(5);

  /// What a gateway is opened for.
  ///
  /// @param serves calls; else the API alone, in process
  record Purpose(boolean serves, Damage damage, InstantSource clock) {}

  private final WeirConfig config;
  private final Map<String, String> environment;
  private final System.Logger log;
  private final Parts parts;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Registry registry = new Registry();
  private final Reload reload;
  private final UpstreamWatch watch = new UpstreamWatch();
  private volatile Providers providers;

  /// Nothing where nothing serves, or not yet.
  private volatile Optional<WatchedTargets> watched = Optional.empty();

  private Optional<Paces> paces = Optional.empty();

  /// Of the configuration in force; guarded by the reload.
  private Contents contents = new Contents(Map.of(), Map.of());

  private final AlertReceivers receivers;
  private final Renewing renewing;
  private final Spine spine;
  private final LedgerQueries queries;
  private final AlertDesk alerts;
  private final Correcting correcting;
  private final CertificateWatch certificates;
  private final PriceWatch priceWatch;
  private final Fetching fetching;
  private final Readiness readiness;
  private final Logins logins;
  private final FirstRun firstRun;
  private final RunningGateway running;
  private final Gates gates;
  private final Api api;

  Wiring(
      WeirConfig config,
      Map<String, String> environment,
      System.Logger log,
      Parts parts,
      Purpose purpose) {
    this.config = config;
    this.environment = environment;
    this.log = log;
    this.parts = parts;
    this.clock = purpose.clock();
    this.providers = Providers.of(config);
    this.receivers = new AlertReceivers(config.alerts(), environment);
    this.renewing =
        parts.opened(
            new Renewing(environment, new Credentials.Surroundings(clock, random, this::renewal)));
    Pseudonyms users =
        Pseudonyms.at(Spine.directory(config.data()).resolve("pseudonym-key"), random);
    AlertLog told = new AlertLog(log, users);
    this.spine =
        Spine.open(
            new Spine.Place(config.data(), Limits.journal(config, purpose.damage())),
            clock,
            log,
            told,
            parts);
    this.queries = LedgerQueries.of(spine.database());
    this.alerts = desk(told, users);
    Gauges.register(registry, spine.journal(), spine.ledger(), spine.loader(), alerts);
    this.certificates = parts.opened(new CertificateWatch(log));
    this.priceWatch = new PriceWatch(spine.books(), clock);
    Gauges.prices(registry, priceWatch::days, () -> priceWatch.standing().disputes());
    this.fetching =
        BillSources.of(config, environment, spine.fetching(config.data(), clock, random, log));
    Gauges.bills(registry, fetching.standings()::ages);
    this.readiness = spine.readiness();
    spine
        .books()
        .guard(new PortfolioGuard(spine.books().facts(), queries.gateSums()::costs, clock));
    Keys keys = new Keys(spine.books(), new Secrets(random), clock);
    FirstOperator.make(keys, config.data(), log);
    this.logins = new Logins(spine.books(), clock, random, log, Cost.OWASP);
    QuarantineBudget.make(spine.books());
    this.correcting = spine.correcting(queries.ended(), new CorrectionMetrics(registry));
    this.reload = new Reload(config, clock, log);
    this.firstRun =
        new FirstRun(
            config.data().resolve("first-run-token"), logins, keys, new Secrets(random), log);
    this.running = running(keys, users, purpose.serves());
    this.gates = Gates.of(running);
    this.api = new Api(running, gates, log);
  }

  private RunningGateway running(Keys keys, Pseudonyms users, boolean serves) {
    return new RunningGateway(
        spine.books(),
        keys,
        logins,
        firstRun,
        users,
        spine.ledger(),
        spine.journal(),
        spine.loader(),
        queries,
        spine.bills(),
        spine.outcomes(),
        spine.intake(),
        fetching,
        spine.focus(name -> providers.priceName(name)),
        correcting,
        spine.recording(name -> providers.priceName(name), clock),
        spine.rerating(() -> providers.priceNames()),
        spine.retagging(),
        spine.closing(),
        spine.booking(name -> providers.priceName(name), clock, random),
        clock,
        serves,
        name -> providers.priceName(name),
        name -> providers.billedAs(name),
        () -> providers.routes(),
        target -> watched.flatMap(it -> it.standing(target)),
        new TokenCounter()::tokens,
        Limits.bookCharactersMax(config),
        readiness::reasons,
        new Health(spine, reload, watch, clock, config.data(), config.journal().segment().bytes())
            ::checks,
        this::priceGaps,
        priceWatch,
        certificates::standings,
        alerts,
        () -> paces.map(Paces::standings).orElse(List.of()),
        who -> reload.again(who).told(),
        new Configured(reload, environment)::values,
        registry::exposition);
  }

  /// Of the process itself.
  ///
  /// @param dropped lines that the log has dropped, by kind
  void measure(Supplier<Map<String, Number>> dropped) {
    Gauges.process(
        registry,
        () -> reload.standing().failed().isPresent() ? 1 : 0,
        () -> reload.standing().succeeded().getEpochSecond(),
        () -> reload.standing().waiting().size(),
        dropped);
  }

  private AlertDesk desk(AlertLog told, Pseudonyms users) {
    return new AlertDesk(
        told,
        receivers.all(),
        new AlertDesk.Parts(
            config.data().resolve("alerts"),
            position -> queries.raised().from(position, RaisedAlerts.MAX),
            () -> spine.loader().lag().loaded(),
            spine.journal().recovered().end(),
            users,
            clock,
            random,
            log));
  }

  private List<PriceGap> priceGaps() {
    return new PriceGaps(providers.routes().providers(), spine.books().inForce(), clock.instant())
        .all();
  }

  private boolean priced(String provider, String model) {
    PriceBook prices = spine.books().inForce().prices();
    return prices.find(providers.priceName(provider), model, clock.instant()).pricesCalls();
  }

  /// The control plane first: it says that the data plane does not listen yet.
  Assembly listening() {
    Routing.requireBeside(providers.routes(), names());
    Engine engine = parts.opened(engine());
    spine.journal().wakeWriterBy(engine::afterTurn);
    parts.opened(alerts);
    alerts.start(engine, receivers.secrets());
    ExecutorService blocking = parts.opened(new BlockingThreads()).executor();
    Planes planes = new Planes(engine, parts, certificates);
    HttpListener control =
        planes.listen(
            Limits.controlPlane(config),
            new Planes.Plane(
                "control_plane", config.listen().controlPlane(), config.tls().controlPlane()),
            new ConsoleListener(new ControlPlane(api, blocking), console(), blocking));
    Ways ways = parts.opened(new Ways(engine, environment, blocking));
    contents = Contents.of(config, environment);
    Executor counting = parts.opened(new CountingThreads()).executor();
    DataPlane plane =
        dataPlane(engine, ways.first(providers, config, contents), counting, blocking);
    LateAnswers.asked(config.corrections(), plane, engine, clock, this::bug)
        .ifPresent(each -> parts.opened(each).start());
    reload.carriedOutBy(next -> go(plane, ways, next));
    HttpListener data =
        planes.listen(
            Limits.dataPlane(config),
            new Planes.Plane("data_plane", config.listen().dataPlane(), config.tls().dataPlane()),
            plane);
    certificates.start(config.tls().watch());
    parts.opened(OldPrices.watched(priceWatch::notices, clock, log)).start();
    parts.opened(new DailyDues(running.booking(), spine.books(), clock, log).watched()).start();
    parts.opened(new DailyTaper(spine.books(), clock, log).watched()).start();
    parts
        .opened(
            new DailyGates(gates.watch()::look, this::isLoaded, spine.books(), clock, log)
                .watched())
        .start();
    parts
        .opened(
            new Repeated("scope-growth", SCOPES_EVERY, new GrowthWatch(running)::look, clock, log))
        .start();
    parts.opened(fetching).start(engine, new BypassWatch(running)::look);
    parts.opened(
        new Shutdown(
            config.shutdown(),
            readiness,
            Shutdown.Plane.of(plane.underWay(), data),
            Shutdown.Time.REAL,
            log));
    warmUp(engine, counting);
    firstRun.open();
    readiness.serving();
    return new Assembly(parts, api, data.port(), control.port(), reload);
  }

  private Console console() {
    return new Console(
        api,
        new Entrance(
            running,
            new Sessions(Limits.sessions(config), random, clock),
            new SignInProviders(environment, spine.books(), random, clock, log).of(config),
            config.console().behindTls() || config.tls().controlPlane().isOn()),
        ConsolePages.all(),
        clock,
        log);
  }

  private boolean isLoaded() throws InterruptedException {
    return spine.loader().awaitLoaded(spine.journal().durablePosition(), LOADED_WITHIN);
  }

  private Engine engine() {
    return Engine.start(
        Runtime.getRuntime().availableProcessors(), config.upstream().dnsTtl(), this::bug);
  }

  private void warmUp(Engine engine, Executor counting) {
    Duration atMost = config.start().warmUp();
    if (atMost.isPositive()) {
      readiness.notServing(() -> "warming up for at most " + atMost);
      new WarmUp(engine, counting, clock, random, log)
          .run(config.data().resolve("warm-up"), atMost);
    }
  }

  /// Secrets and files first: when one is missing, nothing has changed yet.
  private List<String> go(DataPlane plane, Ways ways, WeirConfig next) {
    Providers asked = Providers.of(next);
    Routing.requireBeside(asked.routes(), names());
    Contents now = Contents.of(next, environment);
    List<String> signing = receivers.secrets();
    var _ =
        renewing.putting(
            asked,
            credentials ->
                ways.to(
                    asked,
                    next,
                    now,
                    clients -> {
                      watched.ifPresent(it -> it.by(asked.routes(), next.routing()));
                      paces.ifPresent(it -> it.by(Limits.paces(next)));
                      plane.go(
                          clients,
                          credentials,
                          next.upstream().head(),
                          asked.routes(),
                          Limits.edge(next));
                    }));
    providers = asked;
    alerts.sign(signing);
    List<String> changed = now.changedSince(contents);
    contents = now;
    return changed;
  }

  private DataPlane dataPlane(
      Engine engine, ProviderClients clients, Executor counting, ExecutorService blocking) {
    DriftWatch drifts =
        parts.opened(
            new DriftWatch(
                spine.ledger(),
                spine.loader(),
                queries.served(),
                spine.journal().recovered().end(),
                this::bug));
    drifts.start();
    Optional<OtlpTraces> traces =
        Traces.of(
                config.telemetry(),
                environment,
                name -> providers.familyOf(name),
                clock,
                random,
                log)
            .map(parts::opened);
    traces.ifPresent(each -> each.start(engine));
    Gauges.traces(registry, traces);
    Paces pacing = Paces.on(engine.loops().getFirst());
    pacing.by(Limits.paces(config));
    paces = Optional.of(pacing);
    Gauges.paces(registry, pacing);
    List<Signals> hearing =
        new ArrayList<>(
            List.of(
                drifts,
                new EdgeMetrics(registry, this::priced, name -> providers.familyOf(name)),
                watch,
                new CallLog(log, blocking, () -> reload.inForce().logs().sampleEvery())));
    traces.ifPresent(hearing::add);
    Heard heard = new Heard(hearing);
    Circuits circuits = new Circuits(heard::turned);
    Gauges.circuits(registry, circuits);
    TargetHealth health = TargetHealth.of(circuits);
    WatchedTargets targets =
        new WatchedTargets(health, providers.routes(), config.routing(), names());
    spine.books().listen((_, after, _, _) -> targets.by(after.names()));
    watched = Optional.of(targets);
    CallLookup.Ledger booked =
        new CallLookup.Ledger(queries.calls(), spine.loader(), spine.journal()::durablePosition);
    return DataPlane.over(
        clients,
        renewing.of(providers),
        config.upstream().head(),
        spine.books()::inForce,
        providers.routes(),
        spine.ledger(),
        Limits.edge(config),
        counting,
        System::nanoTime,
        random,
        heard,
        health,
        new LedgerDesk(booked, blocking, this::bug),
        new FeedbackIntake(spine.outcomes().feedback(), booked, clock, blocking, this::bug),
        traces.<Tracing>map(each -> each).orElse(Tracing.OFF),
        pacing,
        LateAnswers.of(
            spine,
            correcting,
            queries.ended(),
            new LatePrices(
                () -> spine.books().inForce().prices(), name -> providers.priceName(name)),
            clock,
            blocking,
            why -> warn("correction", why),
            this::bug));
  }

  private Names names() {
    return spine.books().inForce().names();
  }

  private void renewal(String what) {
    warn("credential", what);
  }

  private void warn(String kind, String what) {
    log.log(
        System.Logger.Level.WARNING, LogLine.of(System.Logger.Level.WARNING, kind, what, Map.of()));
  }

  private void bug(Throwable defect) {
    log.log(
        System.Logger.Level.ERROR, LogLine.defect("a defect of Weir", "a defect of Weir", defect));
  }

  /// The API alone, on the open data directory.
  Assembly unserved() {
    return new Assembly(parts, api, 0, 0, reload);
  }
}
