using System.Runtime.ExceptionServices;
using KsefTools.Core.Api;
using KsefTools.Core.Signing;
using KsefTools.Sandbox.Seeding.Certificates;

namespace KsefTools.Demo.Certificates;

/// <summary>
/// Gets the office its first KSeF certificate as a person would: writes a request, has another program sign it with the
/// qualified seal, and takes the signed file back.
/// </summary>
public static class DemoEnrolment
{
    /// <summary>What came of it; the office's identity then names the certificate.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked for a challenge.</exception>
    /// <exception cref="IOException">A file could not be written.</exception>
    public static async Task<KsefSigningResult> RunAsync(
        DemoOffice office,
        DemoClient client,
        CancellationToken cancellationToken
    )
    {
        var request = await AskAsync(office, client, cancellationToken);
        await SignAsync(office, request.Path, cancellationToken);
        var completion = new SigningCompletion(
            office.Folder,
            office.Vault,
            client.Sessions,
            client.Cache,
            office.Host.Clock
        );
        KsefSigningResult? result = null;
        await completion.RunAsync(completion.Read([request.Path]), done => result = done, cancellationToken);
        office.Reopen();
        return result!;
    }

    private static async Task<KsefSigningRequest> AskAsync(
        DemoOffice office,
        DemoClient client,
        CancellationToken cancellationToken
    )
    {
        var order = SigningOrder.Of(office.Folder, DemoOffice.Seal) with { Enrolment = new EnrolmentTerms() };
        SigningIssued? issued = null;
        await new SigningRequests(office.Folder, client.Sessions, office.Host.Clock).IssueAsync(
            [order],
            Path.Combine(office.Folder.Path, "signing"),
            parallel: 1,
            done => issued = done,
            cancellationToken
        );
        if (issued!.Error is { } error)
            ExceptionDispatchInfo.Throw(error);
        return issued.Request!;
    }

    private static async Task SignAsync(DemoOffice office, string path, CancellationToken cancellationToken)
    {
        var seal = office.Seeded.Certificates.First(made => made.Truth.Case is CertificateCase.OfficeSeal);
        using var program = new SealProgram(seal.Pem, office.Host.Clock);
        var signed = program.Sign(await File.ReadAllBytesAsync(path, cancellationToken));
        await File.WriteAllBytesAsync(path, signed, cancellationToken);
    }
}
