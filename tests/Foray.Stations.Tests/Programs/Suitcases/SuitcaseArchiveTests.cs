using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Tests.Programs.Suitcases;

public sealed class SuitcaseArchiveTests
{
    private static readonly SuitcaseLimits Limits = new();

    [Fact]
    public void The_same_content_is_the_same_bytes_however_it_came_about()
    {
        var one = Example();
        var other = new Suitcase(Limits);
        other.Write("/names", "b\n"u8, append: false);
        other.MakeFolder("/tmp");
        other.Rename("/tmp", "/logs");
        other.Write("/logs/" + new string('ü', 100), "long"u8, append: false);
        other.Write("/names", "a\nb\n"u8, append: false);
        Assert.Equal(SuitcaseArchive.Write(one), SuitcaseArchive.Write(other));
    }

    [Fact]
    public async Task The_tar_program_reads_it()
    {
        using var tar = Process.Start(new ProcessStartInfo("tar", "-xOf - names") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await tar.StandardInput.BaseStream.WriteAsync(SuitcaseArchive.Write(Example()), TestContext.Current.CancellationToken);
        tar.StandardInput.Close();
        Assert.Equal("a\nb\n", await tar.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_bytes_are_the_same_in_every_process_and_version() =>
        Assert.Equal("de4b1ed6a063f5a0ba3847d2ded9a1e0e7dd1995945c59c612b3c976d1cc0d55", Convert.ToHexStringLower(SHA256.HashData(SuitcaseArchive.Write(Example()))));

    [Fact]
    public void An_empty_suitcase_is_no_bytes()
    {
        Assert.Empty(SuitcaseArchive.Write(new Suitcase(Limits)));
        Assert.Equal(0, SuitcaseArchive.Read([], Limits).Count);
    }

    [Fact]
    public void What_was_written_is_read_with_long_names_and_deep_folders()
    {
        var suitcase = Example();
        var path = "";
        for (var i = 0; i < Limits.Depth; i++)
            suitcase.MakeFolder(path += "/" + new string('x', SuitcasePath.LongestName));
        Assert.Equal(SuitcaseTests.Dump(suitcase), SuitcaseTests.Dump(SuitcaseArchive.Read(SuitcaseArchive.Write(suitcase), Limits)));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    [InlineData(TarEntryType.Fifo)]
    public void Links_and_devices_are_refused(TarEntryType type)
    {
        var entry = new PaxTarEntry(type, "thing");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            entry.LinkName = "/etc/passwd";
        AssertRefused(Archive(entry));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../passwd")]
    [InlineData("a/../../b")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("missing/parent")]
    public void Paths_that_a_suitcase_does_not_have_are_refused(string path) =>
        AssertRefused(Archive(new PaxTarEntry(TarEntryType.RegularFile, path)));

    [Fact]
    public void A_path_twice_is_refused() =>
        AssertRefused(Archive(new GnuTarEntry(TarEntryType.RegularFile, "a"), new GnuTarEntry(TarEntryType.RegularFile, "a")));

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var archive = SuitcaseArchive.Write(Example());
        AssertRefused(archive, new SuitcaseLimits(Bytes: 7));
        AssertRefused(archive, new SuitcaseLimits(Entries: 2));
        AssertRefused(archive, new SuitcaseLimits(Depth: 1));
    }

    [Fact]
    public void A_header_that_claims_more_than_there_is_makes_no_room_for_it()
    {
        var archive = SuitcaseArchive.Write(Example());
        Encoding.ASCII.GetBytes("17777777777\0").CopyTo(archive, 124);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(archive);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Any_bytes_are_a_suitcase_or_refused()
    {
        var valid = SuitcaseArchive.Write(Example());
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).Array[1, 8].Sample(
            changes =>
            {
                var archive = valid.ToArray();
                foreach (var (at, value) in changes)
                    archive[at] = value;
                AssertReadOrRefused(archive);
            },
            iter: 3_000);
        Gen.Select(Gen.Int[0, 511], Gen.Byte, Gen.Int[0, valid.Length]).Sample(
            (at, value, length) =>
            {
                var archive = valid[..length];
                if (at < archive.Length)
                    archive[at] = value;
                Checksum(archive);
                AssertReadOrRefused(archive);
            },
            iter: 3_000);
        Gen.Byte.Array[0, 2_000].Sample(AssertReadOrRefused, iter: 500);
    }

    private static Suitcase Example()
    {
        var suitcase = new Suitcase(Limits);
        suitcase.MakeFolder("/logs");
        suitcase.Write("/logs/" + new string('ü', 100), "long"u8, append: false);
        suitcase.Write("/names", "a\nb\n"u8, append: false);
        return suitcase;
    }

    private static byte[] Archive(params TarEntry[] entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, leaveOpen: true))
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        return stream.ToArray();
    }

    /// <summary>Makes a changed first header pass its check, so that what it says is looked at.</summary>
    private static void Checksum(byte[] archive)
    {
        if (archive.Length < 512)
            return;
        archive.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(archive.Take(512).Sum(value => value), 8).PadLeft(6, '0') + "\0 ").CopyTo(archive, 148);
    }

    private static void AssertReadOrRefused(byte[] archive)
    {
        try
        {
            SuitcaseArchive.Read(archive, Limits);
        }
        catch (DiagnosticException exception)
        {
            Assert.Equal("FORAY513", exception.Diagnostics[0].Code);
        }
    }

    private static void AssertRefused(byte[] archive, SuitcaseLimits? limits = null) =>
        Assert.Equal("FORAY513", Assert.Throws<DiagnosticException>(() => SuitcaseArchive.Read(archive, limits ?? Limits)).Diagnostics[0].Code);
}
