using KsefTools.Core.Api;
using KsefTools.Core.Conversion;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>Whatever breaks, the client has one result, which tells how far it came and what to type next.</summary>
public sealed class WhatBreaksTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    public static TheoryData<Exception, ConversionOutcome, string> Breakages =>
        new()
        {
            { new KsefApiException(ApiErrorKind.Unreachable, "GET /x", "No answer."), Unknown, "No answer." },
            { new SignInException(SignInFailure.SystemFailure, 500, "KSeF failed."), Unknown, "KSeF failed." },
            { new SecretVaultException(SecretVaultFailure.Locked, null, "Locked."), Unknown, "Locked." },
            { new PermissionException(PermissionFailure.Other, 499, "Refused."), Unknown, "Refused." },
            {
                new OfficeFileException([
                    new OfficeFileProblem(OfficeIssueCode.InvalidValue, FindingSeverity.Critical, "x", 1, 2, "Broken."),
                ]),
                Failed,
                "x(1,2): Broken."
            },
            { new OfficeFolderException(OfficeFolderFailure.NotAccessible, "x", "No folder."), Failed, "No folder." },
            { new CredentialException(CredentialFailure.Missing, "No secret."), Failed, "No secret." },
            { new IOException("The disk is full."), Failed, "The disk is full." },
            { new UnauthorizedAccessException("Not yours."), Failed, "Not yours." },
            {
                new InvalidOperationException("CANARY"),
                Unknown,
                "an unexpected InvalidOperationException stopped the work on this client."
            },
            {
                new OperationCanceledException("CANARY"),
                Unknown,
                "an unexpected OperationCanceledException stopped the work on this client."
            },
        };

    private static ConversionOutcome Unknown => ConversionOutcome.Unknown;

    private static ConversionOutcome Failed => ConversionOutcome.Failed;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Breakages), DisableDiscoveryEnumeration = true)]
    public async Task A_breakage_before_the_move_costs_this_client_its_turn_and_no_other(
        Exception breakage,
        ConversionOutcome outcome,
        string reason
    )
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Granted(Permission.InvoiceRead);

        var results = await Bench.ConvertAsync(
            new ConversionOptions
            {
                Confirm = (noun, _) => noun.Nip == client.Nip ? throw breakage : Task.FromResult(true),
            }
        );

        var result = Assert.Single(results, some => some.Nip == client.Nip);
        Assert.Equal((outcome, reason), (result.Outcome, result.Reason));
        Assert.Equal($"Convert-KsefToCertificate {client.Nip}", result.Remedy);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
        Assert.Equal(ConversionOutcome.Converted, results.Single(some => some.Nip == other.Nip).Outcome);
    }

    [Fact]
    public async Task Who_cancels_ends_the_whole_run()
    {
        var client = Granted(Permission.InvoiceRead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var process = Bench.Start();
        var conversion = new TokenConversion(Bench.Office, process.Vault, process.Sessions, Clock);
        var options = new ConversionOptions
        {
            Confirm = async (_, cancel) =>
            {
                await stop.CancelAsync();
                cancel.ThrowIfCancellationRequested();
                return true;
            },
        };
        var results = new List<KsefConversion>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in conversion.RunAsync(Bench.Office.ReadCredentials(), options, stop.Token))
                results.Add(result);
        });

        Assert.Empty(results);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task A_breakage_after_the_move_does_not_take_it_back()
    {
        var client = Granted(Permission.InvoiceRead);
        using var process = Bench.Start();
        process.Vault.Handling = VaultHandlings.Fail(VaultAct.Remove, Locked());

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.Equal((ConversionOutcome.Converted, true), (result.Outcome, result.IsProven));
        Assert.Equal(("Locked.", $"Convert-KsefToCertificate {client.Nip}"), (result.Reason, result.Remedy));
    }

    [Fact]
    public async Task A_breakage_on_the_way_of_a_token_whose_client_was_moved_before_is_told_as_such()
    {
        Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        using var process = Bench.Start();
        process.Vault.Handling = VaultHandlings.Fail(VaultAct.Remove, Locked());

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.Equal((Unknown, true, false), (result.Outcome, result.IsProven, result.TokenRevoked));
        Assert.Equal("Locked.", result.Reason);
    }

    [Fact]
    public async Task A_client_whose_file_went_away_is_named_and_not_made_again()
    {
        var client = Granted(Permission.InvoiceRead);
        using var process = Bench.Start();
        var named = Bench.Office.ReadCredentials();
        File.Delete(Assert.Single(named).Path);

        foreach (var onlyPlan in (bool[])[true, false])
        {
            var result = await OneAsync(process, named, new ConversionOptions { OnlyPlan = onlyPlan });

            Assert.Equal((Failed, $"The office has no client {client.Nip} any more."), (result.Outcome, result.Reason));
            Assert.Equal($"Convert-KsefToCertificate {client.Nip}", result.Remedy);
            Assert.Equal(ConversionRoute.None, result.Route);
        }
    }

    [Fact]
    public async Task What_is_no_client_is_none_of_the_offices()
    {
        Granted(Permission.InvoiceRead);
        using var process = Bench.Start();
        var named = Bench.Office.ReadCredentials().Select(credential => credential with { Nip = "nobody" });

        var result = await OneAsync(process, [.. named], new ConversionOptions());

        Assert.Equal((Failed, "The office has no client nobody any more."), (result.Outcome, result.Reason));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, "anna")]
    [InlineData(true, "anna")]
    public async Task Where_KSeF_fails_as_it_is_to_sign_in_nobody_is_said_to_be_refused(bool hasToken, string? identity)
    {
        var client = hasToken ? Granted(Permission.InvoiceRead) : Granted();
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/2*",
                "GET",
                Status: 200,
                Body: """
                {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"Token",
                 "status":{"code":500,"description":"Nieznany błąd."}}
                """
            )
        );

        var result = await Bench.ConvertAsync(client, new ConversionOptions { Identity = identity });

        Assert.Equal(Unknown, result.Outcome);
        Assert.NotNull(result.Reason);
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry.Identity is not null);
    }

    [Fact]
    public async Task A_client_that_is_blocked_for_a_person_is_told_as_blocked_though_no_token_said_so()
    {
        var client = Bench.AddClient();
        Bench.World.Block(client.Context);

        var result = await Bench.ConvertAsync(client, new ConversionOptions { Identity = "anna" });

        Assert.Equal(Failed, result.Outcome);
        Assert.StartsWith("ContextBlocked: KSeF has blocked", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_that_is_not_let_in_at_home_cannot_say_who_granted_it_what()
    {
        var client = Granted(Permission.InvoiceRead);
        foreach (var certificate in Bench.World.Certificates.All.ToList())
            Bench.World.Certificates.Update(
                certificate.SerialNumber,
                record => record.Ended(Sandbox.State.Certificates.CertificateStatus.Revoked)
            );

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(Unknown, result.Outcome);
        Assert.Contains(
            "does not let identity 'seal' sign in to its own context",
            result.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_list_that_KSeF_does_not_show_leaves_the_question_open()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/permissions/query/entities/grants",
                Status: 403,
                Body: """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}"""
            )
        );

        var result = await Bench.ConvertAsync(client);

        Assert.Equal((Unknown, ConversionRoute.None), (result.Outcome, result.Route));
        Assert.Contains("lacks the permission to see", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Bench.JournalText());
    }

    [Fact]
    public async Task While_KSeF_is_silent_as_the_certificate_is_to_be_proven_nothing_is_said_against_it()
    {
        var client = Granted(Permission.InvoiceRead);
        var redeemed = 0;
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    // The token, the seal at home, and then the proof.
                    if (point is "before POST xades-signature" && ++redeemed == 2)
                        Bench.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/*"));
                },
            }
        );

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal((Unknown, false), (result.Outcome, result.IsProven));
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task Who_is_waited_for_is_not_forgotten_while_nobody_knows_more()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        using (var process = Bench.Start())
        {
            process.Network.LosesRequest = "GET {number}";
            Assert.Equal(Unknown, Assert.Single(await process.ConvertAsync()).Outcome);
        }

        var waiting = Assert.Single(new WaitingClients(Bench.Office).All());

        Assert.Equal((client.Nip, "seal"), (waiting.Nip, waiting.Identity));
        Assert.Equal(Bench.Office.Settings.Environment, waiting.Environment);
        Assert.Equal(["InvoiceRead"], waiting.Missing);
    }

    private static SecretVaultException Locked() => new(SecretVaultFailure.Locked, null, "Locked.");

    private async Task<KsefConversion> OneAsync(
        ConversionProcess process,
        IReadOnlyList<KsefCredential> named,
        ConversionOptions options
    ) =>
        Assert.Single(
            await new TokenConversion(Bench.Office, process.Vault, process.Sessions, Clock)
                .RunAsync(named, options, Cancel)
                .ToListAsync(Cancel)
        );

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }
}
