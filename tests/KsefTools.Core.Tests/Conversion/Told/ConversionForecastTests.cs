using KsefTools.Core.Conversion;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Conversion.Told;

/// <summary>How far the identity's certificates reach, as KSeF says it.</summary>
public sealed class ConversionForecastTests : ConversionTest
{
    [Fact]
    public async Task The_forecast_has_the_last_day_of_the_certificate_and_what_KSeF_has_left_of_either_kind()
    {
        var end = new DateTimeOffset(Clock.GetUtcNow().UtcDateTime.Date.AddDays(400), TimeSpan.Zero);
        Bench.Keep("ksef-office-seal", new CertificatePlan(SubjectIdentifier.Nip(Bench.OfficeNip)) { ValidTo = end });
        using var process = Bench.Start();

        var forecast = await ForecastAsync(process, new ConversionOptions());

        Assert.Equal(("seal", end), (forecast.Identity, forecast.ValidTo));
        Assert.True(forecast.CertificatesLeft < forecast.EnrolmentsLeft);
        Assert.True(forecast.CertificatesLeft > 0);
    }

    [Fact]
    public async Task A_forecast_is_of_the_identity_that_was_named_and_signs_in_at_its_own_home()
    {
        using var process = Bench.Start();

        var refusal = await Assert.ThrowsAsync<ConversionException>(() =>
            ForecastAsync(process, new ConversionOptions { Identity = "nobody" })
        );

        Assert.Equal(ConversionFailure.IdentityUnknown, refusal.Failure);
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task An_identity_that_KSeF_does_not_let_in_at_home_has_no_forecast()
    {
        foreach (var certificate in Bench.World.Certificates.All.ToList())
            Bench.World.Certificates.Update(
                certificate.SerialNumber,
                record => record.Ended(Sandbox.State.Certificates.CertificateStatus.Revoked)
            );
        using var process = Bench.Start();

        var refusal = await Assert.ThrowsAsync<ConversionException>(() =>
            ForecastAsync(process, new ConversionOptions())
        );

        Assert.Equal(ConversionFailure.IdentityRefused, refusal.Failure);
        Assert.Contains("'seal'", refusal.Message, StringComparison.Ordinal);
    }

    private Task<ConversionForecast> ForecastAsync(ConversionProcess process, ConversionOptions options) =>
        new TokenConversion(Bench.Office, process.Vault, process.Sessions, Clock).ForecastAsync(
            options,
            TestContext.Current.CancellationToken
        );
}
