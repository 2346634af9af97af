using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Certificates;

public sealed class CertificateQuotasTests : CertificateTest
{
    [Fact]
    public async Task A_company_has_300_applications_and_100_certificates()
    {
        var limits = await LimitsAsync((await XadesSignInAsync(SharedSeal)).Access);

        Assert.Equal((true, 300, 300, 100, 100), limits);
    }

    [Fact]
    public async Task A_person_has_12_applications_and_6_certificates()
    {
        World.AddPerson(new PersonRecord(Client.Value, "44051401359", "Anna Żak"));
        using var person = TestCertificates.Person("PNOPL-44051401359");
        var byPesel = (await XadesSignInAsync(person)).Access;

        Assert.Equal((true, 12, 12, 6, 6), await LimitsAsync(byPesel));
    }

    [Fact]
    public async Task A_fingerprint_has_12_applications_and_6_certificates()
    {
        using var anonymous = TestCertificates.Create(null, ("2.5.4.3", "EU company"), ("2.5.4.6", "DE"));
        var fingerprint = anonymous.GetCertHashString(HashAlgorithmName.SHA256);
        World.AddGrant(
            new GrantRecord
            {
                Id = World.Numbers.NextGuid(),
                Context = Client,
                Authorized = new SubjectIdentifier(SubjectIdentifierType.Fingerprint, fingerprint),
                Permission = Permission.InvoiceRead,
                StartDate = Start,
            }
        );
        var access = (await XadesSignInAsync(anonymous, byFingerprint: true)).Access;

        Assert.Equal((true, 12, 12, 6, 6), await LimitsAsync(access));
    }

    [Fact]
    public async Task Revoking_gives_the_certificate_back_but_not_the_application()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        var serial = await IssueAsync(access, SharedSeal);
        var before = await LimitsAsync(access);

        await PostAsync($"/certificates/{serial}/revoke", access, new { });

        Assert.Equal((true, 299, 300, 99, 100), before);
        Assert.Equal((true, 299, 300, 100, 100), await LimitsAsync(access));
    }

    [Fact]
    public async Task A_certificate_whose_time_has_not_come_counts()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;

        await IssueAsync(access, SharedSeal, validFrom: Start.AddDays(60));

        Assert.Equal(99, (await LimitsAsync(access)).Certificates);
    }

    [Fact]
    public async Task Past_the_applications_it_is_25006_and_past_the_certificates_25007()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        await LimitAsync(access, enrollments: 2, certificates: 1);
        var serial = await IssueAsync(access, SharedSeal);

        var full = await EnrollAsync(access, EnrollmentRequests.For(SharedSeal));
        await PostAsync($"/certificates/{serial}/revoke", access, new { });
        await IssueAsync(access, SharedSeal);
        var used = await EnrollAsync(access, EnrollmentRequests.For(SharedSeal));

        Assert.Equal((25007, 25006), (full.Code, used.Code));
        Assert.False((await LimitsAsync(access)).CanRequest);
    }

    [Fact]
    public async Task A_used_up_quota_opens_30_days_before_the_oldest_certificate_ends()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        await LimitAsync(access, enrollments: 1, certificates: 2);
        var serial = await IssueAsync(access, SharedSeal);
        await EndAsync(access, serial, Start.AddDays(31));
        var early = await EnrollAsync(access, EnrollmentRequests.For(SharedSeal));

        Host.Clock.Advance(TimeSpan.FromDays(1));
        var later = (await XadesSignInAsync(SharedSeal)).Access;

        Assert.Equal(25006, early.Code);
        Assert.Equal(HttpStatusCode.Accepted, (await EnrollAsync(later, EnrollmentRequests.For(SharedSeal))).Status);
    }

    [Fact]
    public async Task Of_two_applications_at_once_for_the_last_place_one_gets_it()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        await LimitAsync(access, enrollments: 1, certificates: 1);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => EnrollAsync(access, EnrollmentRequests.For(SharedSeal)))
        );

        Assert.Single(answers, a => a.Status == HttpStatusCode.Accepted);
        Assert.Single(World.Certificates.All);
    }

    private Task<Answer> LimitAsync(string access, int enrollments, int certificates) =>
        PostAsync(
            "/testdata/limits/subject/certificate",
            access,
            new
            {
                subjectIdentifierType = "Nip",
                enrollment = new { maxEnrollments = enrollments },
                certificate = new { maxCertificates = certificates },
            }
        );

    private Task<Answer> EndAsync(string access, string serial, DateTimeOffset validTo) =>
        SendAsync(HttpMethod.Put, $"/testdata/certificates/{serial}", access, new { validTo });

    private async Task<(bool CanRequest, int Enrollments, int MostEnrollments, int Certificates, int Most)> LimitsAsync(
        string access
    )
    {
        var limits = (await GetAsync("/certificates/limits", access)).Json;
        var (enrollment, certificate) = (limits.GetProperty("enrollment"), limits.GetProperty("certificate"));
        return (
            limits.GetProperty("canRequest").GetBoolean(),
            Number(enrollment, "remaining"),
            Number(enrollment, "limit"),
            Number(certificate, "remaining"),
            Number(certificate, "limit")
        );
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
