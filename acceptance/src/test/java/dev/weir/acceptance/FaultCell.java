package dev.weir.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// One call of the matrix, with a route, targets and models of its own, so that no cell knows of
/// another.
///
/// @param atFirst whether the first target has the fault; else the fallback has it
/// @param http version towards the provider
record FaultCell(
    int number, Speaker speaker, FaultColumn column, boolean stream, boolean atFirst, int http) {

  static List<FaultCell> all() {
    List<FaultCell> cells = new ArrayList<>();
    for (FaultColumn column : FaultColumn.ALL) {
      for (Speaker speaker : Speaker.values()) {
        for (int http = column.http2() ? 2 : 1; http <= 2; http++) {
          for (boolean stream : new boolean[] {false, true}) {
            cells.add(new FaultCell(cells.size(), speaker, column, stream, true, http));
            cells.add(new FaultCell(cells.size(), speaker, column, stream, false, http));
          }
        }
      }
    }
    return cells;
  }

  String route() {
    return "cell-" + number;
  }

  /// The model of the first target, the cheaper one.
  String near() {
    return speaker.model("c%da".formatted(number));
  }

  /// The fallback's.
  String far() {
    return speaker.model("c%db".formatted(number));
  }

  /// The model that has the fault, which the simulator knows it by.
  String faulty() {
    return atFirst ? near() : far();
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
    return "%s-%s-%s".formatted(speaker.family(), dark ? "dark" : http, place);
  }

  /// Its line of the configuration.
  String routing() {
    return "%s: {fallback: [{target: '%s'}, {target: '%s'}]}"
        .formatted(route(), firstTarget(), lastTarget());
  }

  /// What the attempts of the call must have been.
  String trail() {
    String expected = expected();
    String trail = expected.substring(0, expected.lastIndexOf(' '));
    if (!atFirst) {
      return "-not_sent " + trail;
    }
    return view().equals("ok") ? trail + " =complete" : trail;
  }

  /// Whom the attempts must have asked.
  List<String> models() {
    int attempts = trail().split(" ").length;
    List<String> models = new ArrayList<>(Collections.nCopies(attempts, atFirst ? near() : far()));
    if (!atFirst) {
      models.set(0, near());
    } else if (view().equals("ok")) {
      models.set(attempts - 1, far());
    }
    return models;
  }

  /// What its caller must see.
  String view() {
    String expected = expected();
    return expected.substring(expected.lastIndexOf(' ') + 1);
  }

  private String expected() {
    return column.expected(speaker, atFirst, stream);
  }

  /// The model whose answer the caller sees, where it is one.
  String answering() {
    return view().equals("first") ? near() : far();
  }

  @Override
  public String toString() {
    return "%s, %s, %s, HTTP/%d, %s target (%s)"
        .formatted(
            column.name(),
            speaker,
            stream ? "SSE" : "JSON",
            http,
            atFirst ? "first" : "last",
            route());
  }
}
