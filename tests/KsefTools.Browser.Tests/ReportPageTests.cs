using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KsefTools.Browser.Tests;

/// <summary>The report as a person has it: a file, opened in a browser.</summary>
public sealed class ReportPageTests(Browser browser, OfficeReports reports)
    : IClassFixture<Browser>,
        IClassFixture<OfficeReports>
{
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];

    [Theory]
    [InlineData("en")]
    [InlineData("pl")]
    public async Task It_opens_without_a_complaint_and_asks_nobody(string language)
    {
        var page = await OpenAsync(language);

        await Expect(page.Locator(".tile")).ToHaveCountAsync(4);
        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(reports.Clients);
        Assert.True(await page.Locator("#week details").CountAsync() > 3);
        await Expect(page.Locator("main")).Not.ToContainTextAsync("[object");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("undefined");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        Assert.Empty(_complaints);
        Assert.Equal([new Uri(reports.PathIn(language)).AbsoluteUri], _requests);
    }

    [Fact]
    public async Task A_name_that_is_markup_is_a_name()
    {
        var page = await OpenAsync("en");

        await Expect(page.Locator("table.grid").GetByText(OfficeReports.HostileName)).ToBeVisibleAsync();
        await Expect(page.Locator("img")).ToHaveCountAsync(0);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task The_grid_is_searched_by_name_and_by_finding()
    {
        var page = await OpenAsync("en");
        var rows = page.Locator("table.grid tbody tr");

        await page.Locator("#clients").GetByLabel("Search").FillAsync(reports.Revoked);
        await Expect(rows).ToHaveCountAsync(1);
        await page.Locator("#clients").GetByLabel("Search").FillAsync("TokenRevoked");
        await Expect(rows.First).ToContainTextAsync("Token revoked");
        await page.Locator("#clients").GetByLabel("Search").FillAsync("nobody is called so");

        await Expect(rows).ToHaveCountAsync(0);
        await Expect(page.Locator("#clients").GetByRole(AriaRole.Status)).ToHaveTextAsync($"0 / {reports.Clients}");
    }

    [Fact]
    public async Task The_grid_is_filtered_by_status()
    {
        var page = await OpenAsync("en");

        await page.Locator("#clients").GetByLabel("Status").SelectOptionAsync("3");

        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(reports.Critical);
        await Expect(page.Locator("table.grid tbody .badge.critical")).ToHaveCountAsync(reports.Critical);
    }

    [Fact]
    public async Task The_grid_is_sorted_by_a_column_up_and_down_with_the_keyboard()
    {
        var page = await OpenAsync("pl");
        var header = page.Locator("table.grid")
            .GetByRole(AriaRole.Columnheader, new() { Name = "Klient", Exact = true });
        var names = page.Locator("table.grid tbody th.name a");

        await header.GetByRole(AriaRole.Button).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var up = await names.AllInnerTextsAsync();
        await Expect(header).ToHaveAttributeAsync("aria-sort", "ascending");
        await page.Keyboard.PressAsync("Enter");
        var down = await names.AllInnerTextsAsync();

        Assert.Equal(reports.Clients, up.Count);
        Assert.Equal(up, up.Order(StringComparer.Create(new("pl-PL"), ignoreCase: true)));
        Assert.NotEqual(up[0], down[0]);
    }

    [Fact]
    public async Task A_client_opens_with_its_commands_and_history_and_the_way_back_leads_to_the_grid()
    {
        var page = await OpenAsync("en");

        await page.Locator("table.grid").GetByRole(AriaRole.Link, new() { Name = reports.Revoked }).ClickAsync();
        await Expect(page.Locator("#client-h")).ToBeFocusedAsync();
        await Expect(page.Locator("#client pre").First).ToContainTextAsync("Set-KsefCredential");
        Assert.True(await page.Locator(".past li").CountAsync() >= 2);
        await page.GetByRole(AriaRole.Link, new() { Name = "All clients" }).ClickAsync();

        await Expect(page.Locator("table.grid tbody tr")).ToHaveCountAsync(reports.Clients);
    }

    [Fact]
    public async Task Who_has_access_is_shown_with_strangers_first_and_is_searched_filtered_and_sorted()
    {
        var page = await OpenAsync("en");
        var section = page.Locator("#access");
        var rows = section.Locator("tbody tr");

        await Expect(rows.First).ToContainTextAsync("not the office's");
        await section.GetByLabel("Whose").SelectOptionAsync("0");
        await section.GetByLabel("Kind").SelectOptionAsync("0");
        await Expect(rows.Filter(new() { HasNotText = "not the office's" })).ToHaveCountAsync(0);
        await section.GetByLabel("Search").FillAsync(OfficeReports.StrangerShown);
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows.First).ToContainTextAsync(OfficeReports.HostileName);
        await section.GetByLabel("Search").FillAsync("");
        await section.GetByLabel("Whose").SelectOptionAsync("");
        await section.GetByLabel("Kind").SelectOptionAsync("");
        await section.GetByRole(AriaRole.Button, new() { Name = "Since" }).ClickAsync();

        var days = (await rows.Locator("td:nth-child(5)").AllInnerTextsAsync()).ToList();
        Assert.Equal(days.OrderDescending(StringComparer.Ordinal), days);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_client_s_page_shows_who_has_access_there()
    {
        var page = await OpenAsync("pl");

        await page.Locator("table.grid")
            .GetByRole(AriaRole.Link, new() { Name = OfficeReports.HostileName })
            .ClickAsync();

        await Expect(page.Locator("#client .matrix tbody tr").First).ToContainTextAsync(OfficeReports.StrangerShown);
    }

    [Fact]
    public async Task Of_a_long_matrix_the_first_rows_are_shown_and_the_others_on_demand()
    {
        var page = await OpenAsync("en");
        var section = page.Locator("#access");
        var all = section.GetByRole(AriaRole.Button, new() { Name = "Show all" });

        await Expect(section.Locator("tbody tr")).ToHaveCountAsync(100);
        await all.ClickAsync();

        await Expect(all).ToBeHiddenAsync();
        Assert.True(await section.Locator("tbody tr").CountAsync() > 100);
    }

    [Fact]
    public async Task What_changed_since_the_run_before_is_told()
    {
        var page = await OpenAsync("pl");

        var row = page.Locator("#changes tbody tr").Filter(new() { HasText = "Token unieważniony" });
        await Expect(row).ToContainTextAsync(reports.Revoked);
        await Expect(row).ToContainTextAsync("Nowe");
    }

    [Theory]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("pl", ColorScheme.Dark, 1280)]
    [InlineData("pl", ColorScheme.Light, 390)]
    public async Task It_has_no_serious_fault_of_accessibility(string language, ColorScheme scheme, int width)
    {
        var page = await OpenAsync(language, scheme, width);
        foreach (var details in await page.Locator("#week details").AllAsync())
            await details.EvaluateAsync("node => node.open = true");

        Assert.Empty(await FaultsAsync(page));
        await page.Locator("table.grid tbody a").First.ClickAsync();
        await Expect(page.Locator("#client-h")).ToBeFocusedAsync();
        Assert.Empty(await FaultsAsync(page));
    }

    [Fact]
    public async Task On_a_phone_nothing_reaches_beyond_the_screen()
    {
        var page = await OpenAsync("pl", ColorScheme.Light, width: 390);

        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"),
            "the page is wider than the phone"
        );
        await Expect(page.Locator(".grid th.code").First).ToBeHiddenAsync();
        await Expect(page.Locator(".grid .short").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task In_print_there_are_no_controls_and_what_is_to_be_done_is_open()
    {
        var page = await OpenAsync("en");

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");

        foreach (var controls in await page.Locator(".controls").AllAsync())
            await Expect(controls).ToBeHiddenAsync();
        await Expect(page.Locator("#week details:not([open])")).ToHaveCountAsync(0);
        Assert.NotEmpty(await page.PdfAsync());
    }

    private static async Task<IEnumerable<string>> FaultsAsync(IPage page)
    {
        var result = await page.RunAxe();
        return result
            .Violations.Where(fault => fault.Impact is "serious" or "critical")
            .Select(fault => $"{fault.Id}: {fault.Help}: {fault.Nodes[0].Html}");
    }

    private async Task<IPage> OpenAsync(string language, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        Assert.SkipWhen(browser.Chromium is null, "There is no Chromium here; KSEF_TEST_CHROMIUM names one.");
        var context = await browser.Chromium!.NewContextAsync(
            new()
            {
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );
        var page = await context.NewPageAsync();
        page.Request += (_, request) => _requests.Add(request.Url);
        page.Console += (_, message) => _complaints.Add(message.Text);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Dialog += (_, dialog) => _complaints.Add(dialog.Message);
        await page.GotoAsync(new Uri(reports.PathIn(language)).AbsoluteUri);
        if (Environment.GetEnvironmentVariable("KSEF_TEST_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(folder, $"report-{language}-{scheme}-{width}.png") }
            );
        return page;
    }
}
