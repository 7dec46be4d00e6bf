package dev.weir.flow.edge;

/// The names of the headers Weir adds to answers, and of what asks for more.
final class WeirHeaders {
  static final String CALL_ID = "x-weir-call-id";
  static final String MODEL = "x-weir-model";
  static final String PROVIDER = "x-weir-provider";
  static final String ATTEMPTS = "x-weir-attempts";
  static final String DROPPED = "x-weir-dropped";
  static final String CACHE = "x-weir-cache";
  static final String COST = "x-weir-cost-usd";
  static final String BUDGET_REMAINING = "x-weir-budget-remaining-usd";

  /// The experiment a call takes part in, and its arm.
  static final String EXPERIMENT = "x-weir-experiment";

  static final String ARM = "x-weir-arm";

  /// Of a request: how its caller wants to know the cost of a stream.
  static final String COST_WANTED = "x-weir-cost";

  private WeirHeaders() {}
}
