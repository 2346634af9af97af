using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Signing;

namespace KsefTools.Core.Tests.Signing;

public sealed class SigningRequestTests : SigningTestBase
{
    [Fact]
    public async Task A_file_is_named_for_its_client_and_until_when_it_can_be_answered()
    {
        var client = Bench.Client(1);

        var request = await IssueAsync(client);

        var until = request.Deadline.ToLocalTime().ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        Assert.Equal($"{client.Context.Value}-do-{until}.xml", Path.GetFileName(request.Path));
        Assert.Equal(client.Context.Value, request.Nip);
        Assert.Equal(SigningState.Waiting, request.State);
        Assert.Equal(SigningPurpose.Session, request.Purpose);
    }

    [Fact]
    public async Task The_deadline_is_ten_minutes_from_when_the_challenge_was_asked_for()
    {
        var asked = Clock.GetUtcNow();

        var request = await IssueAsync();

        Assert.Equal(asked.AddMinutes(10), request.Deadline);
        Assert.Equal(10, request.MinutesLeft);
    }

    [Fact]
    public async Task File_and_record_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("On Windows, the folder's access list decides.");
            return;
        }
        var request = await IssueAsync();

        var record = Assert.Single(Directory.GetFiles(Path.Combine(Bench.Base.OfficePath, ".state", "signing")));
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal((Owner, Owner), (File.GetUnixFileMode(request.Path), File.GetUnixFileMode(record)));
    }

    [Fact]
    public async Task The_file_asks_for_a_session_in_the_clients_name_by_the_signers_subject()
    {
        var client = Bench.Client(1);

        var xml = XDocument.Load((await IssueAsync(client)).Path);

        XNamespace name = "http://ksef.mf.gov.pl/auth/token/2.1";
        Assert.Equal(client.Context.Value, xml.Root!.Element(name + "ContextIdentifier")!.Value);
        Assert.Equal("certificateSubject", xml.Root.Element(name + "SubjectIdentifierType")!.Value);
    }

    [Fact]
    public async Task The_schema_and_the_type_of_subject_are_as_asked()
    {
        using var process = new SigningProcess(Bench, new())
        {
            SignIn = new SignInOptions { Xades = new XadesOptions { Schema = AuthTokenSchema.Version20 } },
        };
        var order = Bench.SealOrder with { SubjectType = SubjectIdentifierType.CertificateFingerprint };

        var request = Assert.Single(await process.IssueAsync(order));

        var xml = File.ReadAllText(request.Path);
        Assert.Contains("auth/token/2.0", xml, StringComparison.Ordinal);
        Assert.Contains("certificateFingerprint", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_requests_of_one_client_in_one_minute_are_two_files()
    {
        var client = Bench.Client(1);

        var first = await IssueAsync(client);
        var second = await IssueAsync(client);

        Assert.NotEqual(first.Path, second.Path);
        Assert.Equal(2, Bench.Files.Count);
    }

    [Fact]
    public async Task An_identitys_file_names_the_identity_beside_the_office()
    {
        var request = await IssueAsync();

        Assert.Matches(
            new Regex($"^{Bench.Base.Subject.Value}-seal-do-", RegexOptions.None, TimeSpan.FromSeconds(1)),
            Path.GetFileName(request.Path)
        );
        Assert.Equal("identity seal", request.Holder);
    }

    [Fact]
    public async Task Thirty_requests_have_thirty_challenges_and_one_deadline()
    {
        using var process = Bench.Start();

        var requests = await process.IssueAsync([.. Enumerable.Range(0, 30).Select(number => Bench.Client(number))]);

        var challenges = requests.Select(request =>
            SignedRequestCheck.Peek(File.ReadAllBytes(request.Path))!.Challenge
        );
        Assert.Equal(30, challenges.Distinct(StringComparer.Ordinal).Count());
        Assert.True(
            requests.Max(request => request.Deadline) - requests.Min(request => request.Deadline)
                < TimeSpan.FromSeconds(30)
        );
    }

    [Fact]
    public async Task One_that_KSeF_does_not_answer_does_not_stop_the_others()
    {
        using var process = Bench.Start();
        process.Network.LosesRequest = "POST challenge";

        var issued = await process.TryIssueAsync(Bench.Client(1), Bench.Client(2));

        Assert.Single(issued, one => one.Request is not null);
        Assert.Single(issued, one => one.Error is KsefApiException);
    }

    [Fact]
    public void An_identity_that_the_office_does_not_have_is_named()
    {
        var error = Assert.Throws<EnrolmentException>(() => SigningOrder.Of(Bench.Base.Office, "stamp"));

        Assert.Contains("stamp", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_office_remembers_is_forgotten_thirty_days_later()
    {
        await IssueAsync();
        Clock.Advance(TimeSpan.FromDays(31));

        await IssueAsync();

        Assert.Single(Directory.GetFiles(Path.Combine(Bench.Base.OfficePath, ".state", "signing")));
    }

    [Fact]
    public async Task What_cannot_be_remembered_is_not_given_to_be_signed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Bench.RecordsPath)!);
        File.WriteAllText(Bench.RecordsPath, "");
        using var process = Bench.Start();

        var issued = Assert.Single(await process.TryIssueAsync(Bench.SealOrder));

        Assert.IsType<OfficeFolderException>(issued.Error);
        Assert.Null(issued.Request);
        Assert.Empty(Bench.Files);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_asks_for_nothing()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        using var process = new SigningProcess(Bench, new()) { Cancel = source.Token };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => process.TryIssueAsync(Bench.SealOrder));

        Assert.Empty(process.Network.Requests);
        Assert.Empty(Bench.Files);
    }
}
