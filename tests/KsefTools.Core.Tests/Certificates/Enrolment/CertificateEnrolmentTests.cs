using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

public sealed class CertificateEnrolmentTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, number: 1);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public async Task A_certificate_is_issued_stored_proven_and_named_by_the_office(KeyAlgorithm algorithm)
    {
        using var process = _bench.Start();

        var result = await process.EnrolAsync(_bench.Order with { Algorithm = algorithm });

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.True(result.IsProven);
        Assert.Equal(_bench.Named, result.Secret);
        var secrets = await _bench.SecretsAsync();
        using var material = KeyMaterial.FromVaultText(Assert.Single(secrets).Value);
        Assert.Equal(result.Certificate, material.Details);
        Assert.Equal(algorithm, material.Key.Algorithm);
        Assert.Equal(_bench.Issued.Single().SerialNumber, result.Certificate!.SerialNumber);
    }

    [Fact]
    public async Task A_parts_context_serves_as_well_for_an_identity_that_is_let_in_there()
    {
        var part = OfficeBench.PartOf(_bench.Subject.Value, 1);
        _bench.World.AddGrant(
            GrantRecord.ToEntity(
                Guid.NewGuid(),
                new Sandbox.Identifiers.ContextIdentifier(Sandbox.Identifiers.ContextIdentifierType.InternalId, part),
                _bench.Subject.Value,
                Sandbox.Identifiers.Permission.InvoiceRead,
                canDelegate: false,
                _clock.GetUtcNow()
            )
        );
        using var process = _bench.Start();

        var result = await process.EnrolAsync(
            _bench.Order with
            {
                Context = Core.Identifiers.ContextIdentifier.OfClient(part),
            }
        );

        Assert.Equal((EnrolmentOutcome.Issued, true), (result.Outcome, result.IsProven));
        Assert.Equal(_bench.Issued.Single().SerialNumber, result.Certificate!.SerialNumber);
        Assert.Equal(_bench.Named, result.Secret);
    }

    [Fact]
    public async Task The_key_is_in_the_vault_when_the_request_leaves()
    {
        string[] found = [];
        using var process = _bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is $"before {EnrolmentBench.Enrol}")
                        found = [.. _bench.SecretsAsync().GetAwaiter().GetResult().Keys];
                },
            }
        );

        await process.EnrolAsync(_bench.Order);

        Assert.EndsWith("-key", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_persons_comment_in_office_yaml_stays()
    {
        await _bench.EnrolAsync();

        Assert.Contains("# the director keeps the card", SettingsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_twice_gets_one_certificate()
    {
        await _bench.EnrolAsync();

        var again = await _bench.EnrolAsync();

        Assert.Equal(EnrolmentOutcome.NotDue, again.Outcome);
        Assert.Single(_bench.Issued);
    }

    [Fact]
    public async Task A_tokens_session_gets_no_certificate_and_the_reason_names_what_to_do()
    {
        var token = _sandbox.World.CreateToken(
            KsefTools.Sandbox.Identifiers.ContextIdentifier.Nip(_bench.Context.Value),
            _bench.Subject,
            [KsefTools.Sandbox.Identifiers.Permission.CredentialsManage]
        );
        using var process = _bench.Start();
        var text = TokenText.TryParse(token.Secret, out var parsed) ? parsed : throw new FormatException();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(
                _bench.Order,
                cancel =>
                    process.Sessions.OpenWithTokenAsync(_bench.Environment, _bench.Context, text, fresh: false, cancel)
            )
        );

        Assert.Equal(EnrolmentFailure.TokenSession, error.Failure);
        Assert.Contains("New-KsefSigningRequest", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task Without_anything_to_sign_with_nothing_is_asked_of_KSeF()
    {
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(_bench.Order, openSession: null)
        );

        Assert.Equal(EnrolmentFailure.TokenSession, error.Failure);
        Assert.Empty(process.Network.Requests);
    }

    [Theory]
    [InlineData(0, 10, "enrolments")]
    [InlineData(10, 0, "active certificates")]
    public async Task A_quota_that_is_used_up_is_told_before_a_key_is_made(
        int enrolments,
        int certificates,
        string expected
    )
    {
        await _bench.LimitAsync(enrolments, certificates);
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() => process.EnrolAsync(_bench.Order));

        Assert.Equal(EnrolmentFailure.QuotaExhausted, error.Failure);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(await _bench.SecretsAsync());
    }

    [Fact]
    public async Task Somebody_elses_session_brings_no_certificate()
    {
        using var someoneElse = new EnrolmentBench(_sandbox, _clock, number: 2);
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(_bench.Order, someoneElse.Context, someoneElse.Seal)
        );

        Assert.Equal(EnrolmentFailure.WrongIdentity, error.Failure);
        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Theory]
    [InlineData("after step 'started'")]
    [InlineData("after writing to the vault")]
    public async Task Nor_does_it_go_on_with_a_run_that_the_holder_began(string death)
    {
        using var someoneElse = new EnrolmentBench(_sandbox, _clock, number: 2);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point == death)
                    throw new SimulatedDeathException(point);
            },
        };
        using (var dying = _bench.Start(fate))
            await Assert.ThrowsAsync<SimulatedDeathException>(() => dying.EnrolAsync(_bench.Order));
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(_bench.Order, someoneElse.Context, someoneElse.Seal)
        );
        var result = await process.EnrolAsync(_bench.Order);

        Assert.Equal(EnrolmentFailure.WrongIdentity, error.Failure);
        Assert.Equal((EnrolmentOutcome.Issued, true), (result.Outcome, result.WasResumed));
        Assert.Equal(1, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task Who_is_known_by_a_fingerprint_alone_gets_no_certificate_of_a_client_that_names_none()
    {
        var nip = Nip.Parse(_bench.Context.Value);
        _bench.Office.Profiles.Create(new Core.Office.Profiles.ClientProfile { Nip = nip, Name = "Sigma" });
        using var nobody = TestMaterial.Person(identity: null);
        _sandbox.World.AddGrant(
            new GrantRecord
            {
                Id = _sandbox.World.Numbers.NextGuid(),
                Context = Sandbox.Identifiers.ContextIdentifier.Nip(nip.Value),
                Authorized = new SubjectIdentifier(SubjectIdentifierType.Fingerprint, nobody.Details.Fingerprint),
                Permission = Permission.CredentialsManage,
                StartDate = _clock.GetUtcNow(),
            }
        );
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(_bench.Order with { Holder = CertificateHolder.OfClient(nip) }, _bench.Context, nobody)
        );

        Assert.Equal(EnrolmentFailure.WrongIdentity, error.Failure);
        Assert.Equal(0, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task Of_two_processes_one_does_it_and_the_other_says_so()
    {
        EnrolmentResult? second = null;
        using var other = _bench.Start();
        using var process = _bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is $"before {EnrolmentBench.Enrol}")
                        second = other.EnrolAsync(_bench.Order).GetAwaiter().GetResult();
                },
            }
        );

        var first = await process.EnrolAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.Issued, first.Outcome);
        Assert.Equal(EnrolmentOutcome.Busy, second!.Outcome);
        Assert.Empty(other.Network.Requests);
    }

    [Fact]
    public async Task An_offline_certificate_is_proven_by_its_key_and_never_put_where_one_signs_in()
    {
        var order = _bench.Order with { Type = CertificateType.Offline };
        using var process = _bench.Start();

        var result = await process.EnrolAsync(order);
        var again = await process.EnrolAsync(order);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.False(result.IsProven);
        Assert.Null(_bench.Named);
        Assert.Empty(await _bench.KeylessAsync());
        Assert.Equal(EnrolmentOutcome.NotDue, again.Outcome);
        Assert.Equal(result.Secret, again.Secret);
    }

    [Fact]
    public async Task A_certificate_whose_time_has_not_come_is_kept_and_used_later()
    {
        var order = _bench.Order with { ValidFrom = _clock.GetUtcNow().AddDays(10) };
        using var process = _bench.Start();

        var early = await process.EnrolAsync(order);
        var named = _bench.Named;
        _clock.Advance(TimeSpan.FromDays(11));
        var late = await _bench.EnrolAsync();

        Assert.Equal(EnrolmentOutcome.NotYetValid, early.Outcome);
        Assert.Contains("Request-KsefCertificate -Identity '", early.Reason, StringComparison.Ordinal);
        Assert.Null(named);
        Assert.Equal(EnrolmentOutcome.Issued, late.Outcome);
        Assert.Single(_bench.Issued);
    }

    [Fact]
    public async Task A_refused_request_leaves_no_key_and_blocks_nothing()
    {
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(_bench.Order with { ValidFrom = _clock.GetUtcNow().AddDays(400) })
        );

        Assert.Equal(EnrolmentFailure.Refused, error.Failure);
        Assert.Empty(await _bench.SecretsAsync());
        Assert.Equal(EnrolmentOutcome.Issued, (await _bench.EnrolAsync()).Outcome);
    }

    [Fact]
    public async Task A_key_that_somebody_removed_is_told_and_given_up_only_by_force()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        await _bench.EnrolAsync();
        var names = (await _bench.SecretsAsync()).Keys.Select(name => new SecretAddress("KsefVault", name));
        await _bench.Vault.RemoveAsync([.. names], default);
        _bench.Settings.EnrollmentPolls = 0;

        var error = await Assert.ThrowsAsync<EnrolmentException>(_bench.EnrolAsync);
        using var process = _bench.Start();
        var forced = await process.EnrolAsync(_bench.Order with { Force = true });

        Assert.Equal(EnrolmentFailure.KeyLost, error.Failure);
        Assert.Equal(EnrolmentOutcome.Issued, forced.Outcome);
    }

    [Fact]
    public async Task A_name_that_KSeF_does_not_take_is_told_before_anything_is_asked()
    {
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(_bench.Order with { Label = "Biuro & Synowie" })
        );

        Assert.Equal(EnrolmentFailure.NameInvalid, error.Failure);
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task A_clients_own_certificate_is_named_by_its_profile()
    {
        var nip = Nip.Parse(_bench.Context.Value);
        _bench.Office.Profiles.Create(new Core.Office.Profiles.ClientProfile { Nip = nip, Name = "Sigma" });
        using var process = _bench.Start();

        var result = await process.EnrolAsync(_bench.Order with { Holder = CertificateHolder.OfClient(nip) });

        var entry = Assert.Single(_bench.Office.Profiles.Read(nip)!.Profile!.Access);
        Assert.Equal(
            (CredentialKind.Certificate, result.Secret!.Value.Name, result.Certificate!.SerialNumber),
            (entry.Kind, entry.Secret, entry.Serial)
        );
    }

    [Fact]
    public async Task The_journal_is_its_owners_alone_and_names_no_secret()
    {
        await _bench.EnrolAsync();

        var secret = (await _bench.SecretsAsync()).Values.Single().Reveal();
        var journal = Directory.EnumerateFiles(Path.Combine(_bench.OfficePath, ".state", "journal")).Single();
        Assert.DoesNotContain(secret.Split('\n')[5], _bench.JournalText(), StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", _bench.JournalText(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journal));
    }

    private string SettingsText() => File.ReadAllText(Path.Combine(_bench.OfficePath, "office.yaml"));
}
