package io.slipway.content;

/// Somebody asks for what follows a place that the list does not have.
public class SearchPlaceException extends RuntimeException {

    SearchPlaceException(String place) {
        super("no place in this list: " + place);
    }
}
