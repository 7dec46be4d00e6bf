package dev.weir.app;

import dev.weir.app.config.EdgePart;
import dev.weir.app.config.PacingPart;
import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.ListenerLimits;
import dev.weir.base.http.Patience;
import dev.weir.flow.edge.EdgeLimits;
import dev.weir.flow.journal.JournalConfig;
import dev.weir.flow.pace.PaceRules;
import dev.weir.view.session.Sessions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The configuration in the words of the rooms.
final class Limits {
  private static final int ANSWER_BYTES_MAX = 64 << 20;
  private static final Duration SYNC_EVERY = Duration.ofSeconds(1);
  private static final Duration RETRY_EVERY = Duration.ofSeconds(2);
  private static final int ENDING_BYTES = 4 << 10;
  private static final int CONTROL_CONNECTIONS = 1_024;
  private static final int SESSIONS_OF_ONE = 20;

  private Limits() {}

  static JournalConfig journal(WeirConfig config, Damage damage) {
    JournalConfig.Mode mode =
        switch (config.journal().mode()) {
          case PROCESS -> JournalConfig.Mode.PROCESS;
          case HOST -> JournalConfig.Mode.HOST;
        };
    return new JournalConfig(
        mode,
        Math.toIntExact(config.journal().segment().bytes()),
        config.journal().ring(),
        ENDING_BYTES,
        SYNC_EVERY,
        RETRY_EVERY,
        damage == Damage.ACCEPTED);
  }

  static ClientLimits upstream(WeirConfig config, ProviderPart provider) {
    ClientLimits usual = ClientLimits.DEFAULT;
    return new ClientLimits(
        config.upstream().connections(),
        usual.waitingPerLoop(),
        longer(usual.waitTimeout(), config.upstream().connect()),
        config.upstream().connect(),
        config.upstream().silence(),
        provider.keepAlive(),
        provider.connectionLife(),
        usual.headerBytesMax());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  static ListenerLimits dataPlane(WeirConfig config) {
    return new ListenerLimits(
        bodyBytesMax(config, 2, Math.toIntExact(config.edge().bodyMax().bytes())),
        heldBytesMax(config),
        Math.toIntExact(config.edge().headerMax().bytes()),
        config.edge().headers(),
        Math.toIntExact(config.edge().requestLineMax().bytes()),
        config.edge().connections(),
        config.edge().connectionsPerClient(),
        ListenerLimits.DEFAULT.backlog(),
        patience(config));
  }

  static ListenerLimits controlPlane(WeirConfig config) {
    ListenerLimits usual = ListenerLimits.DEFAULT;
    return new ListenerLimits(
        bodyBytesMax(config, 1, 64 << 20),
        heldBytesMax(config),
        usual.headerBytesMax(),
        usual.headersMax(),
        usual.requestLineBytesMax(),
        CONTROL_CONNECTIONS,
        CONTROL_CONNECTIONS,
        usual.backlog(),
        patience(config));
  }

  static Sessions.Limits sessions(WeirConfig config) {
    return new Sessions.Limits(
        config.console().sessionIdle(),
        config.console().sessionLife(),
        config.console().sessionLifeOidc(),
        config.console().sessions(),
        SESSIONS_OF_ONE);
  }

  private static long heldBytesMax(WeirConfig config) {
    long configured = config.edge().bodiesMax().bytes();
    return configured > 0 ? configured : Runtime.getRuntime().maxMemory() / 4;
  }

  /// A body that could not be kept even alone is too large, not late.
  ///
  /// @param copies there may be of it
  private static int bodyBytesMax(WeirConfig config, int copies, int wanted) {
    return (int) Math.min(wanted, heldBytesMax(config) / 4 * 3 / copies);
  }

  private static Patience patience(WeirConfig config) {
    return new Patience(config.edge().idle(), config.edge().headTime(), config.edge().bodyTime());
  }

  static EdgeLimits edge(WeirConfig config) {
    return new EdgeLimits(
        config.edge().onDisconnect() == EdgePart.OnDisconnect.DRAIN,
        config.edge().drainTime(),
        config.edge().drainBytes().bytes(),
        config.upstream().total(),
        ANSWER_BYTES_MAX);
  }

  /// How fast each provider is asked, by its name.
  static Map<String, PaceRules> paces(WeirConfig config) {
    Map<String, PaceRules> rules = new HashMap<>();
    config.providers().forEach((name, part) -> rules.put(name, pace(part.pacing())));
    return rules;
  }

  private static PaceRules pace(PacingPart part) {
    return new PaceRules(
        part.learn(),
        part.waitMax(),
        part.waitingMax(),
        part.limits().stream()
            .map(limit ->
                new PaceRules.Limit(
                    limit.models(),
                    limit.requestsPerMinute(),
                    limit.tokensPerMinute(),
                    limit.concurrency()))
            .toList());
  }

  /// A book is written as one entry; in the worst case a character takes four bytes, but books are
  /// JSON of names and figures, where three in four are one.
  static int bookCharactersMax(WeirConfig config) {
    return journal(config, Damage.REFUSED).payloadBytesMax() / 2;
  }
}
