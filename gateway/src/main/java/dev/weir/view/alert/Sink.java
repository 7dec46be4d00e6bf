package dev.weir.view.alert;

/// Where alerts go.
sealed interface Sink permits LogSink, WebhookSink {

  /// Takes an alert. Called on event loops; must not block.
  void tell(String json);

  SinkStanding standing();
}
