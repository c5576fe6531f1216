package org.sequitur.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import tools.jackson.databind.json.JsonMapper;

/** A company that changes the design of its documents, and looks at what comes of it. */
record DesignedCompany(TestCompany company) {

    static final String PATH = "/sequitur/v1/document_design";

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What was answered with, be it a PDF or a refusal. */
    @SuppressWarnings("ArrayRecordComponent") // it is only looked into
    record File(int status, String type, byte[] bytes) {

        String text() throws IOException {
            if (!type.equals("application/pdf")) {
                return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            }
            try (PDDocument document = Loader.loadPDF(bytes)) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setSortByPosition(true);
                return stripper.getText(document).replace('\u00a0', ' ');
            }
        }

        /** Width and height of each. */
        List<String> pictures() throws IOException {
            List<String> found = new ArrayList<>();
            try (PDDocument document = Loader.loadPDF(bytes)) {
                for (PDPage page : document.getPages()) {
                    for (COSName name : page.getResources().getXObjectNames()) {
                        if (page.getResources().getXObject(name) instanceof PDImageXObject image) {
                            found.add(image.getWidth() + "x" + image.getHeight());
                        }
                    }
                }
            }
            return found;
        }
    }

    static DesignedCompany founded() {
        return new DesignedCompany(TestServer.shared().newCompany());
    }

    V2Client.Answer put(Map<String, ?> design) throws IOException, InterruptedException {
        return company.put(PATH, Map.of("document_design", design));
    }

    File preview(Map<String, ?> design) throws IOException, InterruptedException {
        return file(request(PATH + "/preview")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        JSON.writeValueAsBytes(Map.of("document_design", design)))));
    }

    File get(String path) throws IOException, InterruptedException {
        return file(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(company.baseUrl() + path))
                .header("Authorization", "Bearer " + company.token());
    }

    private static File file(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new File(
                answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""), answer.body());
    }

    static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    static Map<String, String> logo(String type, byte[] bytes) {
        return Map.of("content_type", type, "data", Base64.getEncoder().encodeToString(bytes));
    }

    static Map<String, String> png(int width, int height) throws IOException {
        return logo("image/png", picture("png", width, height));
    }

    /** What stands behind the end of a picture is nothing of it. */
    static byte[] padded(byte[] picture, int length) {
        return Arrays.copyOf(picture, length);
    }
}
