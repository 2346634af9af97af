using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>A test that applies for KSeF certificates.</summary>
public abstract class CertificateTest : XadesTest
{
    /// <summary>Seal of <see cref="SandboxTest.Client"/>.</summary>
    protected static readonly X509Certificate2 SharedSeal = TestCertificates.Seal(Client.Value);

    protected Task<Answer> EnrollAsync(
        string access,
        byte[] csr,
        string type = "Authentication",
        DateTimeOffset? validFrom = null,
        string name = "Certyfikat biura"
    ) =>
        PostAsync(
            "/certificates/enrollments",
            access,
            new
            {
                certificateName = name,
                certificateType = type,
                csr = Convert.ToBase64String(csr),
                validFrom,
            }
        );

    /// <summary>Status of an enrolment once it is settled.</summary>
    protected async Task<JsonElement> SettledAsync(string access, Answer enrolled)
    {
        var path = $"/certificates/enrollments/{enrolled.Json.GetProperty("referenceNumber").GetString()}";
        for (var polls = 0; polls < 5; polls++)
        {
            var status = (await GetAsync(path, access)).Json;
            if (status.GetProperty("status").GetProperty("code").GetInt32() != 100)
                return status;
            Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException("The enrolment never settled.");
    }

    /// <summary>Applies for a certificate.</summary>
    /// <returns>Its serial number.</returns>
    protected async Task<string> IssueAsync(
        string access,
        X509Certificate2 source,
        string type = "Authentication",
        DateTimeOffset? validFrom = null,
        string name = "Certyfikat biura"
    ) => await IssueAsync(access, EnrollmentRequests.For(source), type, validFrom, name);

    protected async Task<string> IssueAsync(
        string access,
        byte[] csr,
        string type = "Authentication",
        DateTimeOffset? validFrom = null,
        string name = "Certyfikat biura"
    )
    {
        var status = await SettledAsync(access, await EnrollAsync(access, csr, type, validFrom, name));
        return status.GetProperty("certificateSerialNumber").GetString()!;
    }

    /// <summary>The certificate itself.</summary>
    protected async Task<X509Certificate2> RetrieveAsync(string access, string serialNumber)
    {
        var answer = await PostAsync(
            "/certificates/retrieve",
            access,
            new { certificateSerialNumbers = new[] { serialNumber } }
        );
        return X509CertificateLoader.LoadCertificate(
            answer.Json.GetProperty("certificates")[0].GetProperty("certificate").GetBytesFromBase64()
        );
    }

    protected async Task<List<JsonElement>> QueryAsync(string access, object? filter = null, string query = "") =>
        [
            .. (await PostAsync("/certificates/query" + query, access, filter ?? new { }))
                .Json.GetProperty("certificates")
                .EnumerateArray(),
        ];

    protected async Task<string> StatusOfAsync(string access, string serialNumber) =>
        (await QueryAsync(access, new { certificateSerialNumber = serialNumber }))
            .Single()
            .GetProperty("status")
            .GetString()!;

    /// <summary>A certificate that a plan describes, with its key.</summary>
    protected async Task<X509Certificate2> PlantCertificateAsync(object plan)
    {
        var planted = (await Http.ControlAsync(Host, HttpMethod.Post, "/certificates", plan)).Json;
        return X509Certificate2.CreateFromPem(
            planted.GetProperty("certificate").GetString(),
            planted.GetProperty("privateKey").GetString()
        );
    }
}
