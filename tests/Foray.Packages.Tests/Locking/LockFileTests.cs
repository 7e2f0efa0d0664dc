using System.Text;
using CsCheck;
using Foray.Packages.Locking;
using Foray.Packages.Tests.Support;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages.Tests.Locking;

public sealed class LockFileTests : IDisposable
{
    private static readonly Gen<string> Ids = from parts in Gen.String[Gen.Char.AlphaNumeric, 1, 8].Array[1, 4] select string.Join('.', parts);

    private static readonly Gen<string> Versions =
        from numbers in Gen.Int[0, 999].Array[3] from label in Gen.OneOf(Gen.Const(""), Gen.Const("-beta.1"), Gen.Const("-rc")) select string.Join('.', numbers) + label;

    private static readonly Gen<LockFile> Files =
        from ids in Ids.Array[0, 12]
        let distinct = ids.Distinct(StringComparer.OrdinalIgnoreCase).ToArray()
        from packages in Gen.Select(Versions, Gen.Byte.Array[64], Gen.Byte.Array[32], Gen.String, Gen.Bool, Gen.Int).Array[distinct.Length]
        select new LockFile(distinct.Zip(packages, (id, package) => new LockedPackage(id, package.Item1, Convert.ToBase64String(package.Item2), Convert.ToHexStringLower(package.Item3),
            WellFormed(package.Item4), package.Item5, package.Item6 % 3 == 0 ? $"[{package.Item1}, )" : null,
            distinct.Where((_, index) => ((package.Item6 >> index) & 1) == 1).ToDictionary(requirer => requirer, _ => "[1.0.0, 2.0.0)"))));

    private readonly Workspace _work = new();

    private static int Rounds => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 100_000 : 2_000;

    public void Dispose() => _work.Dispose();

    [Fact]
    public void What_is_written_is_read_again() => Files.Sample(file =>
    {
        var read = LockFileReader.Parse("foray.lock.json", LockFileWriter.Write(file));
        return file.Packages.Zip(read.Packages).All(pair => pair.First with { RequiredBy = pair.Second.RequiredBy } == pair.Second
                && pair.First.RequiredBy.OrderBy(entry => entry.Key).SequenceEqual(pair.Second.RequiredBy.OrderBy(entry => entry.Key)))
            && file.Packages.Count == read.Packages.Count && LockFileWriter.Write(read).AsSpan().SequenceEqual(LockFileWriter.Write(file));
    }, iter: Rounds);

    [Fact]
    public void The_order_of_packages_makes_no_difference() => Files.Sample(file =>
        LockFileWriter.Write(new LockFile(file.Packages.Reverse().Select(package => package with { RequiredBy = package.RequiredBy.Reverse().ToDictionary() })))
            .AsSpan().SequenceEqual(LockFileWriter.Write(file)), iter: Rounds);

    [Fact]
    public async Task The_file_is_plain_to_read()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "[1.0.0,2.0.0)"));
        _work.Offer("Acme.Base", "1.0.0");
        await _work.Install("Acme.A@1.0.0");
        var (a, required) = (_work.Lock!.Packages[0], _work.Lock.Packages[1]);
        Assert.Equal($$"""
            {
              "format": 1,
              "packages": {
                "Acme.A": {
                  "version": "1.0.0",
                  "content_hash": "{{a.ContentHash}}",
                  "files_hash": "{{a.FilesHash}}",
                  "source": "{{_work.Feed}}",
                  "direct": true,
                  "range": "[1.0.0]",
                  "required_by": {}
                },
                "Acme.Base": {
                  "version": "1.0.0",
                  "content_hash": "{{required.ContentHash}}",
                  "files_hash": "{{required.FilesHash}}",
                  "source": "{{_work.Feed}}",
                  "direct": false,
                  "required_by": {
                    "Acme.A": "[1.0.0, 2.0.0)"
                  }
                }
              }
            }

            """, File.ReadAllText(_work.User.LockFile));
    }

    [Fact]
    public void A_newer_format_is_refused() => Assert.Equal(PackageCodes.NewerLockFile, Refused("""{"format":2,"packages":{}}""").Code);

    [Fact]
    public void A_mark_left_by_a_merge_is_shown_with_its_line() =>
        Assert.Equal(2, Refused("{\n<<<<<<< HEAD\n\"format\":1}").Place!.Value.Line);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"format":0,"packages":{}}""")]
    [InlineData("""{"format":"1","packages":{}}""")]
    [InlineData("""{"format":1}""")]
    [InlineData("""{"format":1,"packages":{"../evil":{}}}""")]
    [InlineData("""{"format":1,"packages":{"Acme":{"version":"1.0.0"}}}""")]
    public void A_damaged_file_is_refused(string text) => Assert.Equal(PackageCodes.BadLockFile, Refused(text).Code);

    [Theory]
    [InlineData("\"1.0.0\"", "\"../../evil\"")]
    [InlineData("\"1.0.0\"", "\"1.0\"")]
    [InlineData("\"direct\": true", "\"direct\": 1")]
    [InlineData("\"content_hash\": \"", "\"content_hash\": \"x")]
    [InlineData("\"files_hash\": \"", "\"files_hash\": \"/")]
    [InlineData("\"required_by\": {}", "\"required_by\": {\"Stranger\": \"1.0.0\"}")]
    [InlineData("\"required_by\": {}", "\"required_by\": {\"Acme\": \"one\"}")]
    public void A_member_that_cannot_be_is_refused(string part, string other)
    {
        var file = new LockFile([new LockedPackage("Acme", "1.0.0", Convert.ToBase64String(new byte[64]), new string('0', 64), "feed", true, null, new Dictionary<string, string>())]);
        var text = Encoding.UTF8.GetString(LockFileWriter.Write(file));
        Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(PackageCodes.BadLockFile, Refused(text.Replace(part, other, StringComparison.Ordinal)).Code);
    }

    [Fact]
    public async Task Whatever_the_bytes_a_lock_file_is_read_or_refused_with_a_diagnostic()
    {
        _work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.0.0"));
        _work.Offer("Acme.Base", "1.0.0");
        await _work.Install("Acme.A");
        var seed = File.ReadAllBytes(_work.User.LockFile);
        var random = new Random(20260902);
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                LockFileReader.Parse("foray.lock.json", Mutation.Of(seed, random));
            }
            catch (DiagnosticException error)
            {
                Assert.Contains(error.Diagnostics[0].Code, (string[])[PackageCodes.BadLockFile, PackageCodes.NewerLockFile]);
            }
        }
    }

    private static Diagnostic Refused(string text) =>
        Assert.Throws<DiagnosticException>(() => LockFileReader.Parse("foray.lock.json", Encoding.UTF8.GetBytes(text))).Diagnostics[0];

    /// <summary>JSON cannot hold half a character.</summary>
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
