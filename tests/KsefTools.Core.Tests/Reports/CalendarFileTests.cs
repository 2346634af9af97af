using System.Text;
using KsefTools.Core.Reports.Calendar;
using KsefTools.Core.Tests.Runs;

namespace KsefTools.Core.Tests.Reports;

/// <summary>Every end that an office knows, as objects and as a calendar of RFC 5545.</summary>
public sealed class CalendarFileTests
{
    private const string Hostile = "Firma; DROP, \\n\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:żółć";

    private static readonly DateTimeOffset Now = new(2026, 11, 27, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_ends_of_tokens_stand_once_each_with_all_clients_that_have_one()
    {
        await using var bench = await RunBench.CreateAsync();
        await bench.RunAsync();

        var entries = OfficeCalendar.Of(bench.Office, runId: null, bench.Demo.Host.Clock.GetUtcNow());

        var law = Assert.Single(entries, entry => entry.Kind is CalendarKind.TokensByLaw);
        var announced = Assert.Single(entries, entry => entry.Kind is CalendarKind.TokensAnnounced);
        var policy = bench.Office.Settings.Policy;
        Assert.Equal(policy.TokensEndOn, DateOnly.FromDateTime(law.Date));
        Assert.Equal(policy.TokensEndAnnounced, DateOnly.FromDateTime(announced.Date));
        Assert.Contains(bench.Truth.Clients.First(client => client.Status is "Healthy").Nip, law.Nip);
        Assert.Equal(law.Nip, announced.Nip);
        Assert.Equal(entries.OrderBy(entry => entry.At ?? new DateTimeOffset(entry.Date)), entries);
    }

    [Fact]
    public async Task A_date_that_the_office_moved_since_the_audit_counts()
    {
        await using var bench = await RunBench.CreateAsync();
        await bench.RunAsync();
        var settings = bench.Office.SettingsPath;
        var text = await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            settings,
            text.Replace(
                $"tokensEndOn: {LocalTime.Day(bench.Office.Settings.Policy.TokensEndOn)}",
                "tokensEndOn: 2027-03-31",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );
        bench.Demo.Reopen();

        var entries = OfficeCalendar.Of(bench.Office, runId: null, bench.Demo.Host.Clock.GetUtcNow());

        Assert.Equal(
            new DateTime(2027, 3, 31),
            Assert.Single(entries, entry => entry.Kind is CalendarKind.TokensByLaw).Date
        );
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59+00:00")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    public async Task One_client_s_date_of_no_real_time_hides_no_other_end(string date)
    {
        await using var bench = await RunBench.CreateAsync();
        var (_, summary) = await bench.RunAsync();
        var now = bench.Demo.Host.Clock.GetUtcNow();
        var run = bench.Store.Read(summary.RunId);
        var moment = DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture);
        var at = run.Results.ToList().FindIndex(result => result is { CreatedOn: not null, Permissions.Count: > 0 });
        var results = run.Results.ToArray();
        results[at] = results[at] with { CreatedOn = moment, ValidTo = moment };
        await File.WriteAllBytesAsync(
            Path.Combine(summary.Path!, Core.Runs.Storage.RunFolder.ResultsFile),
            Core.Runs.Storage.RunStore.ToJson(run with { Results = results }),
            TestContext.Current.CancellationToken
        );

        var entries = OfficeCalendar.Of(bench.Office, runId: null, now);
        var file = CalendarFile.Make(bench.Office.Settings, entries, now);

        Assert.Contains(entries, entry => entry.Kind is CalendarKind.TokensByLaw);
        Assert.Equal(entries.Count, Ical.Net.Calendar.Load(file)!.Events.Count);
    }

    [Fact]
    public async Task A_calendar_program_reads_every_end_back_and_no_name_makes_another()
    {
        await using var bench = await RunBench.CreateAsync();
        KsefCalendarEntry[] entries =
        [
            EntryOf(CalendarKind.Certificate, Hostile),
            EntryOf(CalendarKind.TokensByLaw, new string('ż', 200)),
            EntryOf(CalendarKind.Signing, "sign") with
            {
                At = Now.AddMinutes(9),
            },
        ];

        var text = CalendarFile.Make(bench.Office.Settings, entries, Now);

        var read = Ical.Net.Calendar.Load(text)!;
        Assert.Equal(3, read.Events.Count);
        var certificate = read.Events.Single(one => one.Summary!.Contains("Firma", StringComparison.Ordinal));
        Assert.Contains("Firma; DROP, \\n", certificate.Summary, StringComparison.Ordinal);
        Assert.True(certificate.IsAllDay);
        Assert.Equal(new DateOnly(2026, 12, 31), certificate.Start!.Date);
        Assert.Single(certificate.Alarms);
        Assert.Equal(Now.AddMinutes(9).UtcDateTime, read.Events.Single(one => !one.IsAllDay).Start!.AsUtc);
        Assert.All(
            text.TrimEnd().Split("\r\n"),
            line =>
            {
                Assert.DoesNotContain('\n', line);
                Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75);
            }
        );
    }

    [Fact]
    public async Task An_end_that_moves_keeps_its_number_so_that_it_is_changed_and_not_added()
    {
        await using var bench = await RunBench.CreateAsync();
        var entry = EntryOf(CalendarKind.TokensByLaw, "tokens");

        var before = CalendarFile.Make(bench.Office.Settings, [entry], Now);
        var after = CalendarFile.Make(
            bench.Office.Settings,
            [entry with { Date = entry.Date.AddDays(90), Text = "tokens, later" }],
            Now.AddDays(1)
        );

        Assert.Equal(UidOf(before), UidOf(after));
        Assert.NotEqual(
            UidOf(before),
            UidOf(CalendarFile.Make(bench.Office.Settings, [entry with { Kind = CalendarKind.TokensAnnounced }], Now))
        );
    }

    private static string? UidOf(string calendar) => Assert.Single(Ical.Net.Calendar.Load(calendar)!.Events).Uid;

    private static KsefCalendarEntry EntryOf(CalendarKind kind, string text) =>
        new()
        {
            Kind = kind,
            Date = new(2026, 12, 31),
            DaysLeft = 34,
            Text = text,
            Nip = new(["5260001246"]),
            SerialNumber = "01AB",
        };
}
