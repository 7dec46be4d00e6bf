package dev.weir.simulator;

import java.util.ArrayList;
import java.util.List;

/// What a client understands of an answer, in whatever wire it came; filled while it is read.
final class Read {
  final StringBuilder text = new StringBuilder();
  final StringBuilder thoughts = new StringBuilder();
  final List<String> seals = new ArrayList<>();
  final List<Called> calls = new ArrayList<>();
  String finish = "";
  String error = "";
  long input = -1;
  long cached = -1;
  long output = -1;

  /// A call of a tool; streams add its arguments piece by piece.
  static final class Called {
    final String id;
    final String name;
    final StringBuilder arguments = new StringBuilder();

    Called(String id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  Called call(String id, String name, String arguments) {
    var call = new Called(id, name);
    call.arguments.append(arguments);
    calls.add(call);
    return call;
  }
}
