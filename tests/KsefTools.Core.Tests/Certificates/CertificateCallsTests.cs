using System.Text;
using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Certificates;

/// <summary>Each call is held against the contract, there and back.</summary>
public sealed class CertificateCallsTests : IAsyncLifetime
{
    private const string Serial = "01F20A5D352AE590";
    private const string Reference = "20261122-EH-3A58E7B000-4E92EA4CF5-7C";

    private static readonly AccessToken Access = new(
        new SecretText("a.b.c"),
        new ContextIdentifier(ContextType.Nip, TestMaterial.Nip),
        DateTimeOffset.MaxValue
    );

    private ScriptedKsef _ksef = null!;
    private KsefApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _ksef = await ScriptedKsef.StartAsync();
        _api = _ksef.CreateApi();
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _ksef.DisposeAsync();
    }

    [Fact]
    public async Task Quotas_say_what_is_left()
    {
        _ksef.On(
            "GET /certificates/limits",
            200,
            """{"canRequest":true,"enrollment":{"remaining":299,"limit":300},"certificate":{"remaining":7,"limit":100}}"""
        );

        var quotas = await _api.GetCertificateQuotasAsync(Access, default);

        Assert.True(quotas.CanRequest);
        Assert.Equal(new Quota(299, 300), quotas.Enrollment);
        Assert.Equal(new Quota(7, 100), quotas.Certificate);
    }

    [Fact]
    public async Task Enrolment_data_become_a_subject_as_they_are()
    {
        _ksef.On(
            "GET /certificates/enrollments/data",
            200,
            """
            {"commonName":"Łucja Źdźbło","countryName":"PL","givenName":"Łucja","surname":"Źdźbło",
             "serialNumber":"PNOPL-92092116352","uniqueIdentifier":null,"organizationName":null,"organizationIdentifier":null}
            """
        );

        var subject = await _api.GetEnrollmentSubjectAsync(Access, default);

        Assert.Equal("Łucja Źdźbło", subject.CommonName);
        Assert.Equal("Łucja", Assert.Single(subject.GivenNames));
        Assert.Equal("PNOPL-92092116352", subject.SerialNumber);
        Assert.Null(subject.OrganizationIdentifier);
    }

    [Theory]
    [InlineData("""["Łucja","Maria"]""", "Łucja+Maria")]
    [InlineData("null", "")]
    public async Task Given_names_may_come_as_a_list_or_not_at_all(string json, string expected)
    {
        // The documentation says so; the contract knows a single text.
        _ksef.Handler.ThrowOnViolation = false;
        _ksef.On(
            "GET /certificates/enrollments/data",
            200,
            $$"""{"commonName":"A","countryName":"PL","givenName":{{json}}}"""
        );

        var subject = await _api.GetEnrollmentSubjectAsync(Access, default);

        Assert.Equal(expected, string.Join('+', subject.GivenNames));
    }

    [Fact]
    public async Task An_enrolment_carries_name_type_and_request()
    {
        _ksef.On(
            "POST /certificates/enrollments",
            202,
            $$"""{"referenceNumber":"{{Reference}}","timestamp":"2026-11-22T12:00:00Z"}"""
        );
        var csr = CertificateRequests.Create(
            new EnrollmentSubject { CommonName = "A", CountryName = "PL" },
            TestMaterial.Ec.Key
        );

        var started = await _api.EnrollCertificateAsync(
            Access,
            new EnrollCertificateRequest("Biuro 2026", "Authentication", csr, ValidFrom: null),
            default
        );

        Assert.Equal(Reference, started.ReferenceNumber);
        var sent = JsonDocument.Parse(Assert.Single(_ksef.Requests).Body).RootElement;
        Assert.Equal(csr, sent.GetProperty("csr").GetString());
        Assert.False(sent.TryGetProperty("validFrom", out _));
    }

    [Theory]
    [InlineData(100, "", null)]
    [InlineData(200, $$""","certificateSerialNumber":"{{Serial}}" """, Serial)]
    public async Task An_enrolments_status_brings_the_serial_number_once_issued(int code, string more, string? serial)
    {
        _ksef.On(
            $"GET /certificates/enrollments/{Reference}",
            200,
            $$$"""{"requestDate":"2026-11-22T12:00:00Z","status":{"code":{{{code}}},"description":"x"}{{{more}}}}"""
        );

        var status = await _api.GetEnrollmentStatusAsync(Access, Reference, default);

        Assert.Equal(code, status.Status.Code);
        Assert.Equal(serial, status.CertificateSerialNumber);
    }

    [Fact]
    public async Task A_retrieved_certificate_joins_its_key()
    {
        var der = Convert.ToBase64String(TestMaterial.Ec.Certificate.RawData);
        _ksef.On(
            "POST /certificates/retrieve",
            200,
            $$"""
            {"certificates":[{"certificate":"{{der}}","certificateName":"Biuro","certificateSerialNumber":"{{Serial}}",
             "certificateType":"Authentication"}]}
            """
        );

        var retrieved = await _api.RetrieveCertificatesAsync(Access, new([Serial]), default);

        var certificate = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(
            Assert.Single(retrieved.Certificates).Certificate
        );
        using var material = KeyMaterial.Join(certificate, KeyPair.FromVaultText(TestMaterial.Ec.Key.ToVaultText()));
        Assert.Equal(TestMaterial.Ec.Details, material.Details);
    }

    [Fact]
    public async Task A_query_asks_for_full_pages_and_leaves_out_what_is_not_filtered_by()
    {
        _ksef.On(
            "POST /certificates/query",
            200,
            $$"""
            {"certificates":[{"certificateSerialNumber":"{{Serial}}","name":"Biuro","type":"Offline","commonName":"A",
             "status":"Revoked","subjectIdentifier":{"type":"Nip","value":"{{TestMaterial.Nip}}"},
             "validFrom":"2026-01-01T00:00:00Z","validTo":"2028-01-01T00:00:00Z","lastUseDate":null,
             "requestDate":"2026-01-01T00:00:00Z"}],"hasMore":true}
            """
        );

        var page = await _api.QueryCertificatesAsync(Access, new CertificateQuery { Status = "Revoked" }, 2, default);

        Assert.True(page.HasMore);
        Assert.Equal(new TypedIdentifier("Nip", TestMaterial.Nip), Assert.Single(page.Certificates).SubjectIdentifier);
        var sent = Assert.Single(_ksef.Requests);
        Assert.Equal("?pageSize=50&pageOffset=2", sent.Query);
        Assert.Equal("""{"status":"Revoked"}""", Encoding.UTF8.GetString(sent.Body));
    }

    [Theory]
    [InlineData("KeyCompromise", """{"revocationReason":"KeyCompromise"}""")]
    [InlineData(null, "{}")]
    public async Task A_revocation_names_its_reason(string? reason, string expected)
    {
        _ksef.On($"POST /certificates/{Serial}/revoke", 204);

        await _api.RevokeCertificateAsync(Access, Serial, new RevokeCertificateRequest(reason), default);

        Assert.Equal(expected, Encoding.UTF8.GetString(Assert.Single(_ksef.Requests).Body));
    }

    [Theory]
    [InlineData(25001)]
    [InlineData(25002)]
    public async Task That_a_token_may_not_enrol_speaks_about_the_credential(int code)
    {
        _ksef.Refuse("GET /certificates/enrollments/data", code);

        var error = await Assert.ThrowsAsync<KsefApiException>(() => _api.GetEnrollmentSubjectAsync(Access, default));

        Assert.Equal(code, error.Code);
        Assert.True(error.SpeaksAboutCredential);
    }
}
