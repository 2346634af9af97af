using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Signing;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.Xades;

namespace KsefTools.Core.Tests.Signing;

public sealed class SigningFileTests : IDisposable
{
    private readonly OfficeBench _bench = new();
    private readonly List<string> _announced = [];

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Of_an_identitys_name_only_letters_and_digits_go_into_the_files()
    {
        var order = new SigningOrder
        {
            Holder = CertificateHolder.OfIdentity("a/b ź9"),
            Environment = Core.Api.KsefEnvironment.Production,
            Context = ContextIdentifier.Of(OfficeBench.OfficeNip),
        };
        var clock = new ManualClock();

        Assert.StartsWith(
            "5260001246-a-b--9-do-",
            SigningFile.NameOf(order, clock.GetUtcNow(), clock),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_next_free_number_is_taken_and_that_path_alone_announced()
    {
        Create();
        Create();
        _announced.Clear();

        Create();

        Assert.Equal([At("one-3.xml")], _announced);
        Assert.Equal(
            [At("one-2.xml"), At("one-3.xml"), At("one.xml")],
            Directory.GetFiles(_bench.Root).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_name_that_somebody_takes_at_that_moment_stays_theirs()
    {
        SigningFile.Create(
            _bench.Root,
            "one",
            TestRequests.For(),
            path =>
            {
                if (_announced.Count == 0)
                    File.WriteAllText(path, "theirs");
                _announced.Add(path);
            }
        );

        Assert.Equal([At("one.xml"), At("one-2.xml")], _announced);
        Assert.Equal("theirs", File.ReadAllText(At("one.xml")));
        Assert.Contains(TestRequests.Challenge, File.ReadAllText(At("one-2.xml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_and_not_tried_again_and_again() =>
        Assert.Throws<DirectoryNotFoundException>(() =>
            SigningFile.Create(At("gone"), "one", TestRequests.For(), _announced.Add)
        );

    [Fact]
    public void A_file_that_another_program_holds_stays_and_nothing_fails()
    {
        Create();
        using (new FileStream(At("one.xml"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            SigningFile.TryRemove(At("one.xml"), TestRequests.For());

        Assert.True(File.Exists(At("one.xml")));
    }

    [Fact]
    public void Of_a_file_that_is_gone_there_is_nothing_to_remove()
    {
        Create();
        SigningFile.TryRemove(At("gone.xml"), TestRequests.For());

        Assert.Equal([At("one.xml")], Directory.GetFiles(_bench.Root));
    }

    private void Create() => SigningFile.Create(_bench.Root, "one", TestRequests.For(), _announced.Add);

    private string At(string name) => Path.Combine(_bench.Root, name);
}
