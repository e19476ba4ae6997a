package io.slipway.accounts;

import io.nayuki.qrcodegen.QrCode;

/// A QR code as SVG: one path, no style of its own.
final class QrCodeImage {

    private static final int BORDER = 4;

    private QrCodeImage() {}

    static String svg(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * BORDER;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + BORDER)
                            .append(',')
                            .append(y + BORDER)
                            .append("h1v1h-1z");
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0,0h%dv%dh-%dz"/><path fill="#000" d="%s"/></svg>
                """.formatted(size, size, size, size, size, path).strip();
    }
}
