package org.sequitur.browser;

import java.io.File;
import java.time.Duration;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium of this machine, with a profile of its own; to be closed. */
public final class Browser implements AutoCloseable {

    private static final String CHROMIUM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
    private static final String DRIVER = System.getenv().getOrDefault("CHROMEDRIVER", "/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser open() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--disable-component-update",
                "--disable-sync");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER))
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    public ChromeDriver driver() {
        return driver;
    }

    public void open(String url) {
        driver.get(url);
    }

    /** Types into the field that a label names, as somebody who cannot see the page would find it. */
    public void fill(String label, String text) {
        WebElement named = driver.findElement(By.xpath("//label[normalize-space()='" + label + "']"));
        WebElement field = driver.findElement(By.id(Objects.requireNonNull(named.getDomAttribute("for"))));
        field.clear();
        field.sendKeys(text);
    }

    /**
     * Presses a button by its words, and waits until another page is there.
     *
     * <p>The page is marked, and the mark goes with it. Asking about one of its elements instead meets the driver
     * between two pages, where its answer is sometimes a staleness and sometimes an unknown error.
     */
    public void press(String button) {
        driver.executeScript("window.pressed = true");
        driver.findElement(By.xpath("//button[normalize-space()='" + button + "']"))
                .click();
        new WebDriverWait(driver, PATIENCE)
                .ignoring(WebDriverException.class)
                .until(page -> Boolean.TRUE.equals(
                        driver.executeScript("return !window.pressed && document.readyState === 'complete'")));
    }

    public String heading() {
        return driver.findElement(By.tagName("h1")).getText();
    }

    public String text() {
        return driver.findElement(By.tagName("main")).getText();
    }

    public String url() {
        return driver.getCurrentUrl();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
