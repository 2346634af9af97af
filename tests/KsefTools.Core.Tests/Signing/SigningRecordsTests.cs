using System.Text.Json.Nodes;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.Signing;
using KsefTools.Core.Signing.Records;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.Xades;

namespace KsefTools.Core.Tests.Signing;

public sealed class SigningRecordsTests : IDisposable
{
    private static readonly DateTimeOffset Deadline = new(2026, 11, 25, 13, 0, 0, TimeSpan.Zero);

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private string Folder => Path.Combine(_bench.Office.StatePath, "signing");

    private SigningRecords Records => new(_bench.Office);

    [Fact]
    public void All_that_was_asked_is_remembered()
    {
        var asked = TestRequests.For(ContextType.InternalId) with
        {
            AllowedIps = TestRequests.SomeIps,
            Schema = AuthTokenSchema.Version20,
        };

        Records.Write(Of(asked));

        Assert.Equal(asked.ToXml(), Records.Find(TestRequests.Challenge)!.ToRequest().ToXml());
    }

    [Fact]
    public void A_challenge_that_nobody_asked_for_is_unknown()
    {
        Records.Write(Of(TestRequests.For()));

        Assert.Null(Records.Find("20261122-CR-000000B000-537A6BA15D-D7"));
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z", 2)]
    [InlineData("0001-01-01T00:00:00Z", 1)]
    public void A_record_of_no_real_time_keeps_nobody_from_asking(string deadline, int left)
    {
        Records.Write(Of(TestRequests.For()));
        Records.Write(
            Of(TestRequests.For() with { Challenge = "20261122-CR-000000B000-537A6BA15D-D7" }) with
            {
                Deadline = DateTimeOffset.Parse(deadline, System.Globalization.CultureInfo.InvariantCulture),
            }
        );

        Records.Prune(Deadline);

        Assert.Equal(left, Records.All().Count());
    }

    [Fact]
    public void A_record_that_cannot_be_read_hides_no_other()
    {
        Records.Write(Of(TestRequests.For()));
        File.WriteAllText(Path.Combine(Folder, "0.json"), "{");

        Assert.Equal(TestRequests.Challenge, Assert.Single(Records.All()).Challenge);
    }

    [Theory]
    [InlineData("environment", "https://ksef.evil.example:x")]
    [InlineData("contextType", "Passport")]
    [InlineData("deadline", "tomorrow")]
    public void A_record_that_a_person_changed_into_none_hides_no_other(string field, string value)
    {
        Records.Write(Of(TestRequests.For()));
        var changed = JsonNode.Parse(File.ReadAllText(Assert.Single(Directory.GetFiles(Folder))))!;
        changed[field] = value;
        File.WriteAllText(Path.Combine(Folder, "0.json"), changed.ToJsonString());

        Assert.Equal(TestRequests.Challenge, Assert.Single(Records.All()).Challenge);
    }

    [Theory]
    [InlineData("holderName")]
    [InlineData("context")]
    [InlineData("path")]
    public void What_somebody_wrote_into_a_record_is_shown_as_text(string field)
    {
        Records.Write(Of(TestRequests.For()));
        var file = Assert.Single(Directory.GetFiles(Folder));
        var changed = JsonNode.Parse(File.ReadAllText(file))!;
        changed[field] = "a\u001b]0;x\u0007";
        File.WriteAllText(file, changed.ToJsonString());

        var deadline = Assert.Single(SigningDeadline.Of(_bench.Office, Deadline.AddMinutes(-1)));

        Assert.True(PlainText.IsHarmless($"{deadline.Holder} {deadline.Nip} {deadline.File}"));
        Assert.True(PlainText.IsHarmless(Assert.Single(Records.All()).Context));
    }

    [Fact]
    public void Thirty_days_are_whole_days()
    {
        Records.Write(Of(TestRequests.For()));

        Records.Prune(Deadline.AddDays(30));
        Assert.Single(Records.All());

        Records.Prune(Deadline.AddDays(30).AddTicks(1));
        Assert.Empty(Records.All());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_a_link_stands_in_the_place_of_a_folder_nothing_is_written(bool isState)
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_bench.Root, "elsewhere")).FullName;
        if (Directory.Exists(_bench.Office.StatePath))
            Directory.Delete(_bench.Office.StatePath, recursive: true);
        if (!isState)
            Directory.CreateDirectory(_bench.Office.StatePath);
        Directory.CreateSymbolicLink(isState ? _bench.Office.StatePath : Folder, elsewhere);

        var error = Assert.Throws<OfficeFolderException>(() => Records.Write(Of(TestRequests.For())));

        Assert.Equal(OfficeFolderFailure.NotAccessible, error.Failure);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_told_with_its_path()
    {
        Directory.CreateDirectory(_bench.Office.StatePath);
        File.WriteAllText(Folder, "");

        var error = Assert.Throws<OfficeFolderException>(() => Records.Write(Of(TestRequests.For())));

        Assert.Contains(Folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_is_late_from_its_deadline_on_and_never_has_less_than_no_time()
    {
        var record = Of(TestRequests.For());

        var inTime = record.ToKsefSigningRequest("office", Deadline.AddTicks(-1));
        var late = record.ToKsefSigningRequest("office", Deadline);

        Assert.Equal((SigningState.Waiting, 0), (inTime.State, inTime.MinutesLeft));
        Assert.Equal(SigningState.Late, late.State);
        Assert.Equal(0, record.ToKsefSigningRequest("office", Deadline.AddMinutes(7)).MinutesLeft);
    }

    private static SigningRecord Of(AuthTokenRequest request) =>
        SigningRecord.Of(
            new SigningOrder
            {
                Holder = CertificateHolder.OfIdentity("seal"),
                Environment = Core.Api.KsefEnvironment.Production,
                Context = request.Context,
            },
            request,
            Deadline,
            "one.xml"
        );
}
