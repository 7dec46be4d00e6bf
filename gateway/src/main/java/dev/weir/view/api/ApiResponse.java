package dev.weir.view.api;

import java.util.Map;

/// @param type media type of the body
/// @param headers besides the content type
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
public record ApiResponse(int status, String type, Map<String, String> headers, byte[] body) {
  public ApiResponse {
    headers = Map.copyOf(headers);
  }
}
