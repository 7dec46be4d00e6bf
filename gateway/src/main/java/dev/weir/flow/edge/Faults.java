package dev.weir.flow.edge;

import dev.weir.base.http.Failure;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Fault;

/// A fault as the engine, the journal and the caller name it.
final class Faults {
  private static final int UNAUTHORIZED = 401;

  private Faults() {}

  static Fault of(Failure failure, Provider provider) {
    Fault.Kind kind =
        switch (failure.kind()) {
          case REFUSED, FORBIDDEN, STALE, UNRESOLVED, UNWRITABLE, TLS, CONNECT_TIMEOUT, POOL_FULL ->
              Fault.Kind.UNREACHABLE;
          case RESET -> Fault.Kind.RESET;
          case NO_ANSWER -> Fault.Kind.SILENT_HEAD;
          case CUT -> Fault.Kind.CUT;
          case TIMED_OUT -> Fault.Kind.SILENT;
        };
    return new Fault(kind, "provider %s: %s".formatted(provider.name(), failure.detail()));
  }

  /// A provider that rejects Weir's own credential is Weir's failure, not the caller's.
  ///
  /// @param status of a whole error answer
  static Fault answered(int status, Provider provider) {
    return status == UNAUTHORIZED
        ? new Fault(
            Fault.Kind.CREDENTIAL,
            "provider %s does not accept Weir's credential".formatted(provider.name()))
        : new Fault(Fault.Kind.ERROR, "provider %s answered %d".formatted(provider.name(), status));
  }

  /// How the journal says that an attempt ended with such a fault.
  static Ending ending(Fault.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> Ending.NOT_SENT;
      case RESET, CUT, TOO_LARGE, NO_ROOM -> Ending.CUT;
      case SILENT_HEAD, SILENT, LATE, ENDING -> Ending.TIMED_OUT;
      case CREDENTIAL, ERROR -> Ending.PROVIDER_ERROR;
    };
  }

  /// What a caller is told whose call ends with this fault.
  static Refusal refusal(Fault fault) {
    return switch (fault.kind()) {
      case UNREACHABLE -> Refusal.of(Refusal.Kind.UPSTREAM_UNREACHABLE, fault.detail());
      case SILENT_HEAD, SILENT, LATE -> Refusal.of(Refusal.Kind.UPSTREAM_TIMEOUT, fault.detail());
      case RESET, CUT, TOO_LARGE, CREDENTIAL, ERROR ->
          Refusal.of(Refusal.Kind.UPSTREAM_FAILED, fault.detail());
      case NO_ROOM -> Refusal.of(Refusal.Kind.OVERLOADED, fault.detail());
      case ENDING -> UnderWay.refusal();
    };
  }
}
