package dev.weir.app;

import dev.weir.app.config.WeirConfig;
import dev.weir.view.api.Api;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A gateway: its parts are created top-down and closed in reverse; when one fails to start, those
/// before it are closed.
public final class Assembly implements AutoCloseable {
  private final Parts parts;
  private final Api api;
  private final int dataPort;
  private final int controlPort;
  private final Reload reload;

  Assembly(Parts parts, Api api, int dataPort, int controlPort, Reload reload) {
    this.parts = parts;
    this.api = api;
    this.dataPort = dataPort;
    this.controlPort = controlPort;
    this.reload = reload;
  }

  /// Starts everything `config` asks for; returns when both planes listen.
  public static Assembly start(
      WeirConfig config, Map<String, String> environment, System.Logger log) {
    return start(config, environment, log, InstantSource.system());
  }

  /// As [#start(WeirConfig, Map, System.Logger)], by another clock than the machine's.
  public static Assembly start(
      WeirConfig config, Map<String, String> environment, System.Logger log, InstantSource clock) {
    return serving(
        config, environment, log, Map::of, new Wiring.Purpose(true, Damage.REFUSED, clock));
  }

  /// As [#start(WeirConfig, Map, System.Logger)].
  ///
  /// @param dropped lines that the log has dropped, by kind
  /// @param damage what to do about damage in the middle of the journal
  public static Assembly start(
      WeirConfig config,
      Map<String, String> environment,
      System.Logger log,
      Supplier<Map<String, Number>> dropped,
      Damage damage) {
    return serving(
        config,
        environment,
        log,
        dropped,
        new Wiring.Purpose(true, damage, InstantSource.system()));
  }

  private static Assembly serving(
      WeirConfig config,
      Map<String, String> environment,
      System.Logger log,
      Supplier<Map<String, Number>> dropped,
      Wiring.Purpose purpose) {
    Parts parts = new Parts(log);
    try {
      Wiring wiring = new Wiring(config, environment, log, parts, purpose);
      wiring.measure(dropped);
      return wiring.listening();
    } catch (RuntimeException | Error failure) {
      parts.close();
      throw failure;
    }
  }

  /// Opens the data directory and the API on it, without any listener: for a command line on a
  /// machine where no server runs.
  public static Assembly open(
      WeirConfig config, Map<String, String> environment, System.Logger log) {
    Parts parts = new Parts(log);
    try {
      Wiring wiring =
          new Wiring(
              config,
              environment,
              log,
              parts,
              new Wiring.Purpose(false, Damage.REFUSED, InstantSource.system()));
      return wiring.unserved();
    } catch (RuntimeException | Error failure) {
      parts.close();
      throw failure;
    }
  }

  /// Says where [#reload] and the API's own read the configuration; without it they refuse.
  ///
  /// @param read throws a [dev.weir.app.config.ConfigException] if it cannot be used
  /// @param also told of what is in force then
  public void reloadFrom(Supplier<WeirConfig> read, Consumer<WeirConfig> also) {
    reload.readFrom(read, also);
  }

  /// Reads the configuration anew and puts it in force: what can change while calls run does, what
  /// needs a start is named. One that cannot be used changes nothing. Either is logged, and seen in
  /// `/readyz`.
  ///
  /// @param who asks for it, for the log
  public void reload(String who) {
    reload.again(who);
  }

  /// The control plane's API, in process.
  public Api api() {
    return api;
  }

  /// Where applications connect; 0 without listeners.
  public int dataPort() {
    return dataPort;
  }

  /// Where people and operators connect; 0 without listeners.
  public int controlPort() {
    return controlPort;
  }

  @Override
  public void close() {
    parts.close();
  }
}
