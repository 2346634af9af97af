using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Signing;
using KsefTools.Core.Signing.Records;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.Xades;

namespace KsefTools.Core.Tests.Signing;

public sealed class SigningDeadlineTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 13, 0, 0, TimeSpan.Zero);

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_office_that_asked_for_nothing_has_none() => Assert.Empty(SigningDeadline.Of(_bench.Office, Now));

    [Fact]
    public void The_nearest_one_is_first()
    {
        Remember("later", minutes: 9);
        Remember("sooner", minutes: 2);
        Remember("between", minutes: 5);

        Assert.Equal(
            ["sooner.xml", "between.xml", "later.xml"],
            SigningDeadline.Of(_bench.Office, Now).Select(deadline => deadline.File)
        );
    }

    [Fact]
    public void A_clients_is_told_with_its_number()
    {
        Remember("one", CertificateHolder.OfClient(OfficeBench.ClientNip));

        Assert.Equal(
            new SigningDeadline(Now.AddMinutes(5), "1111111111", "client 1111111111", "one.xml"),
            Assert.Single(SigningDeadline.Of(_bench.Office, Now))
        );
    }

    [Fact]
    public void The_offices_own_has_no_client()
    {
        Remember("one", CertificateHolder.OfIdentity("seal"));

        Assert.Equal(
            new SigningDeadline(Now.AddMinutes(5), null, "identity seal", "one.xml"),
            Assert.Single(SigningDeadline.Of(_bench.Office, Now))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void One_whose_time_is_over_is_none(int minutes)
    {
        Remember("one", minutes: minutes);

        Assert.Empty(SigningDeadline.Of(_bench.Office, Now));
    }

    [Theory]
    [InlineData("Sending")]
    [InlineData("SignedIn")]
    [InlineData("Done")]
    [InlineData("Refused")]
    [InlineData("Replaced")]
    public void One_that_is_answered_is_none(string stage)
    {
        Remember("one", stage: Enum.Parse<SigningStage>(stage));

        Assert.Empty(SigningDeadline.Of(_bench.Office, Now));
    }

    private void Remember(
        string name,
        CertificateHolder? holder = null,
        int minutes = 5,
        SigningStage stage = SigningStage.Waiting
    )
    {
        var order = new SigningOrder
        {
            Holder = holder ?? CertificateHolder.OfIdentity("seal"),
            Environment = Core.Api.KsefEnvironment.Production,
            Context = ContextIdentifier.Of(OfficeBench.OfficeNip),
        };
        var request = TestRequests.For() with { Challenge = name };
        var record = SigningRecord.Of(
            order,
            request,
            Now.AddMinutes(minutes),
            Path.Combine(_bench.Root, $"{name}.xml")
        );
        new SigningRecords(_bench.Office).Write(record with { Stage = stage });
    }
}
