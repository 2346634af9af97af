using KsefTools.Core.Audit;
using KsefTools.Core.Office.Settings;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Audit;

/// <summary>
/// Certificates in the audit: one result for each, whatever its kind, by facts that the sandbox plants.
/// </summary>
public sealed class CertificateAuditTests : IAsyncLifetime
{
    private static readonly OfficeIdentity Seal = new()
    {
        Name = "seal",
        Kind = "seal",
        Subject = AuditHarness.OfficeNip,
    };

    private AuditHarness _office = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await AuditHarness.StartAsync();
        _office.Policy = _office.Policy with { NeverPermissions = [] };
    }

    public async ValueTask DisposeAsync() => await _office.DisposeAsync();

    private AuditOptions Options => new() { Policy = _office.Policy, Office = _office.OfficeWith(Seal) };

    private async Task<KsefTokenTestResult> TestAsync(KsefCredential credential, AuditOptions? options = null) =>
        Assert.Single(await _office.RunAsync(options ?? Options, credential));

    private static FindingCode[] CodesOf(KsefTokenTestResult result) => AuditHarness.CodesOf(result);

    [Fact]
    public async Task A_clients_own_certificate_that_works_is_healthy_and_tells_what_it_is()
    {
        var (client, certificate) = await _office.AddClientWithCertificateAsync();

        var result = await TestAsync(client);

        Assert.Equal((CredentialKind.Certificate, CredentialStatus.Healthy), (result.Kind, result.Status));
        Assert.Equal(certificate.SerialNumber, result.SerialNumber);
        Assert.Equal(AuditHarness.Start.AddDays(-100).AddYears(2), result.ValidTo);
        Assert.Equal(["Owner"], result.Permissions);
        Assert.Equal((SignInKind.Cold, (DateTime?)null), (result.SignIn, result.EndsOn));
    }

    [Fact]
    public async Task The_end_of_tokens_by_law_is_never_told_of_a_certificate()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync();

        var result = await TestAsync(
            client,
            Options with
            {
                Policy = _office.Policy with { TokensEndOn = new DateOnly(2026, 1, 1), TokensEndAnnounced = null },
            }
        );

        Assert.Empty(result.Findings);
    }

    [Fact]
    public async Task A_new_sign_in_takes_four_requests_and_no_more()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync();

        await TestAsync(client);

        Assert.Equal(
            [
                "POST /v2/auth/challenge",
                "POST /v2/auth/xades-signature",
                "GET /v2/auth/{ref}",
                "POST /v2/auth/token/redeem",
            ],
            _office.Requests
        );
    }

    [Fact]
    public async Task One_identity_serves_many_clients_with_one_secret_read_and_one_question_beyond_their_sessions()
    {
        var clients = new List<KsefCredential>();
        for (var number = 0; number < 60; number++)
            clients.Add(
                _office.AddClient("InvoiceRead") with
                {
                    Kind = CredentialKind.Certificate,
                    Identity = "seal",
                    SecretName = "ksef-seal",
                }
            );
        foreach (var client in clients)
            _office.Grant(client.Nip, SubjectIdentifier.Nip(AuditHarness.OfficeNip), Permission.InvoiceRead);
        var planted = _office.Plant(new(SubjectIdentifier.Nip(AuditHarness.OfficeNip)));
        await _office.StoreAsync(clients[0], AuditHarness.TextOf(planted));
        var first = await _office.RunAsync(Options, [.. clients]);
        _office.ForgetRequests();

        var second = await _office.RunAsync(Options, [.. clients]);

        Assert.All(first.Concat(second), result => Assert.Equal(CredentialStatus.Healthy, result.Status));
        Assert.Equal((60, 60), (first.Count, second.Count));
        Assert.Equal(["POST /v2/certificates/query"], _office.Requests);
    }

    [Theory]
    [InlineData(29, CredentialStatus.Warning)]
    [InlineData(31, CredentialStatus.Healthy)]
    public async Task The_end_comes_near_within_renewBefore(int days, CredentialStatus status)
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                ValidTo = AuditHarness.Start.AddDays(days),
            }
        );

        var result = await TestAsync(client);

        Assert.Equal(status, result.Status);
        FindingCode[] expected = status is CredentialStatus.Healthy ? [] : [FindingCode.CertificateExpires];
        Assert.Equal(expected, CodesOf(result));
    }

    [Fact]
    public async Task One_that_has_ended_is_critical_and_is_sent_nowhere()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                ValidFrom = AuditHarness.Start.AddDays(-400),
                ValidTo = AuditHarness.Start.AddDays(-2),
            }
        );

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.CertificateExpires], CodesOf(result));
        Assert.Equal(CredentialStatus.Critical, result.Status);
        Assert.StartsWith("Request-KsefCertificate", result.Remedy, StringComparison.Ordinal);
        Assert.Empty(_office.Requests);
    }

    [Fact]
    public async Task One_for_offline_invoices_is_of_the_wrong_type_and_is_sent_nowhere()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                Type = KsefCertificateType.Offline,
            }
        );

        Assert.Equal([FindingCode.CertificateWrongType], CodesOf(await TestAsync(client)));
        Assert.Empty(_office.Requests);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_told_and_never_quoted()
    {
        var (client, certificate) = await _office.AddClientWithCertificateAsync();
        var other = _office.Plant(new(SubjectIdentifier.Nip(client.Nip)));
        await _office.StoreAsync(client, $"{certificate.Certificate}\n{other.PrivateKey}\n");

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.KeyMismatch], CodesOf(result));
        Assert.DoesNotContain("PRIVATE KEY", $"{result}{result.Summary}", StringComparison.Ordinal);
        Assert.Empty(_office.Requests);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("20260101-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|canary")]
    [InlineData("-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----")]
    public async Task What_is_no_certificate_with_its_key_is_told_and_never_quoted(string secret)
    {
        var (client, _) = await _office.AddClientWithCertificateAsync();
        await _office.StoreAsync(client, secret);

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.CertificateUnknown], CodesOf(result));
        Assert.DoesNotContain("canary", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_company_is_not_used_as_the_clients_own()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                Subject = SubjectIdentifier.Nip("5265877635"),
            }
        );

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.WrongContext], CodesOf(result));
        Assert.Contains("5265877635", result.Summary, StringComparison.Ordinal);
        Assert.Empty(_office.Requests);
    }

    [Fact]
    public async Task A_certificate_that_is_not_the_named_identitys_is_not_used()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(
            plan => plan with { Subject = SubjectIdentifier.Nip("5265877635") },
            identity: "seal"
        );

        Assert.Equal([FindingCode.WrongContext], CodesOf(await TestAsync(client)));
        Assert.Empty(_office.Requests);
    }

    [Fact]
    public async Task A_self_signed_one_does_not_fit_production()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan => plan with { SelfSigned = true });

        var result = await TestAsync(client with { Environment = "production" });

        Assert.Equal([FindingCode.WrongEnvironment], CodesOf(result));
        Assert.Empty(_office.Requests);
    }

    [Fact]
    public async Task A_revoked_one_is_told_by_its_sign_in()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                Status = CertificateStatus.Revoked,
            }
        );

        Assert.Equal([FindingCode.CertificateRevoked], CodesOf(await TestAsync(client)));
    }

    [Fact]
    public async Task One_that_was_revoked_since_is_told_although_its_session_lives_on()
    {
        var (client, certificate) = await _office.AddClientWithCertificateAsync();
        await TestAsync(client);
        _office.Host.World.Certificates.Update(
            certificate.SerialNumber,
            record => record.Ended(CertificateStatus.Revoked)
        );

        var result = await TestAsync(client);

        Assert.Equal(SignInKind.Live, result.SignIn);
        Assert.Equal([FindingCode.CertificateRevoked], CodesOf(result));
    }

    [Fact]
    public async Task Where_KSeF_refuses_without_saying_revoked_its_list_is_asked_in_a_remembered_session()
    {
        var (client, certificate) = await _office.AddClientWithCertificateAsync();
        await TestAsync(client);
        _office.Host.World.Certificates.Update(
            certificate.SerialNumber,
            record => record.Ended(CertificateStatus.Blocked)
        );

        var result = await TestAsync(client, Options with { Fresh = true });

        Assert.Equal([FindingCode.CertificateRevoked], CodesOf(result));
    }

    [Fact]
    public async Task Where_KSeF_refuses_without_saying_revoked_and_nobody_can_ask_it_is_not_called_revoked()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                Status = CertificateStatus.Blocked,
            }
        );

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.CertificateUnknown], CodesOf(result));
        Assert.Contains("460", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_time_has_not_come_says_when()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync(plan =>
            plan with
            {
                ValidFrom = AuditHarness.Start.AddDays(10),
            }
        );

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.CertificateUnknown], CodesOf(result));
        Assert.Contains("2026-05-20", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blocked_context_says_nothing_about_the_certificate()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync();
        _office.Host.World.Block(ContextIdentifier.Nip(client.Nip));

        Assert.Equal([FindingCode.ContextBlocked], CodesOf(await TestAsync(client)));
    }

    [Fact]
    public async Task An_identity_without_a_certificate_yet_is_told()
    {
        var client = _office.AddClient() with
        {
            Kind = CredentialKind.Certificate,
            Identity = "seal",
            SecretName = null,
        };

        var result = await TestAsync(client);

        Assert.Equal([FindingCode.NoAccessYet], CodesOf(result));
        Assert.StartsWith("Request-KsefCertificate -Identity 'seal'", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_vault_lacks_is_told()
    {
        var client = _office.AddClient() with { Kind = CredentialKind.Certificate };

        Assert.Equal([FindingCode.SecretMissing], CodesOf(await TestAsync(client)));
    }

    [Fact]
    public async Task KSeF_out_of_reach_is_unknown_and_never_revoked()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync();

        var result = await TestAsync(client with { Environment = "http://127.0.0.1:9/v2" });

        Assert.Equal([FindingCode.Unreachable], CodesOf(result));
        Assert.Equal(CredentialStatus.Unknown, result.Status);
    }

    [Fact]
    public async Task Tokens_and_certificates_together_give_one_result_each_and_the_verdict_is_remembered()
    {
        var (token, _) = await _office.AddClientWithTokenAsync();
        var (certificate, _) = await _office.AddClientWithCertificateAsync();

        var results = await _office.RunAsync(Options, token, certificate);

        Assert.Equal([CredentialKind.Token, CredentialKind.Certificate], results.Select(result => result.Kind).Order());
        Assert.Equal(CredentialStatus.Healthy, _office.Observations.Find(certificate)?.Status);
    }
}
