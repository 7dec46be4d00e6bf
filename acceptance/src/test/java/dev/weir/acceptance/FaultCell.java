package dev.weir.acceptance;

import java.util.ArrayList;
import java.util.List;

/// One call of the matrix, with a route, targets and models of its own, so that no cell knows of
/// another.
///
/// @param speaker the caller
/// @param target whose wire the targets speak
/// @param atFirst whether the first target has the fault; else the fallback has it
/// @param http version towards the provider
record FaultCell(
    int number,
    Speaker speaker,
    Speaker target,
    FaultColumn column,
    boolean stream,
    boolean atFirst,
    int http) {

  /// Where the targets speak the caller's wire, by each version of HTTP.
  static List<FaultCell> within() {
    List<FaultCell> cells = new ArrayList<>();
    for (FaultColumn column : FaultColumn.WITHIN) {
      for (Speaker speaker : Speaker.values()) {
        for (int http = column.http2() ? 2 : 1; http <= 2; http++) {
          add(cells, speaker, speaker, column, http);
        }
      }
    }
    return cells;
  }

  /// Where they speak another.
  static List<FaultCell> across() {
    List<FaultCell> cells = new ArrayList<>();
    for (FaultColumn column : FaultColumn.ACROSS) {
      for (Speaker speaker : Speaker.values()) {
        for (Speaker target : speaker.others()) {
          add(cells, speaker, target, column, column.http2() ? 2 : 1);
        }
      }
    }
    return cells;
  }

  private static void add(
      List<FaultCell> cells, Speaker speaker, Speaker target, FaultColumn column, int http) {
    for (boolean stream : new boolean[] {false, true}) {
      for (boolean atFirst : new boolean[] {true, false}) {
        cells.add(new FaultCell(cells.size(), speaker, target, column, stream, atFirst, http));
      }
    }
  }

  String route() {
    return "cell-" + number;
  }

  /// The model of the first target, the cheaper one.
  String near() {
    return target.model("c%da".formatted(number));
  }

  /// The fallback's.
  String far() {
    return target.model("c%db".formatted(number));
  }

  /// The model that has the fault, which the simulator knows it by.
  String faulty() {
    return atFirst ? near() : far();
  }

  boolean isTranslated() {
    return speaker != target;
  }

  private boolean isRefused() {
    return column.whole().equals(FaultColumn.REFUSED);
  }

  /// Whether somebody can have the fault.
  boolean hasFault() {
    return !isRefused() && !fault().isEmpty();
  }

  String fault() {
    return column.fault(stream);
  }

  /// Whether its call waits for the gateway's patience to end.
  boolean hangs() {
    return column.name().startsWith("hang");
  }

  /// Whether no other call may be on its connections.
  boolean isAlone() {
    return column.http2();
  }

  private String firstTarget() {
    return provider(!atFirst || isRefused(), "near") + "/" + near();
  }

  private String lastTarget() {
    return provider(!atFirst && isRefused(), "far") + "/" + far();
  }

  private String provider(boolean dark, String place) {
    return "%s-%s-%s".formatted(target.family(), dark ? "dark" : http, place);
  }

  /// Its line of the configuration.
  String routing() {
    return "%s: {fallback: [{target: '%s'}, {target: '%s'}]}"
        .formatted(route(), firstTarget(), lastTarget());
  }

  /// What must have come of it: where there is a choice, what has these attempts.
  FaultFate fate(String trail) {
    List<FaultFate> fates =
        column.expected(target, atFirst, stream).stream()
            .map(expected -> FaultFate.of(this, expected))
            .toList();
    return fates.stream()
        .filter(fate -> fate.trail().equals(trail))
        .findFirst()
        .orElse(fates.getFirst());
  }

  @Override
  public String toString() {
    return "%s, %s at %s, %s, HTTP/%d, %s target (%s)"
        .formatted(
            column.name(),
            speaker,
            target,
            stream ? "SSE" : "JSON",
            http,
            atFirst ? "first" : "last",
            route());
  }
}
