using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs;
using Foray.Stations.Programs.Keeping;
using Foray.Stations.Programs.Supervision;

namespace Foray.Stations.Tests.Programs.Keeping;

public sealed class SnapshotFormatTests
{
    private static readonly Gen<ProgramSnapshot> Snapshot = Gen.Select(
        Gen.Long[1, long.MaxValue],
        Gen.Select(Gen.String, Gen.String, (name, text) => (Name: name, Text: text)).Array[0, 4],
        Gen.String.Array[0, 3],
        Gen.Byte.Array[0, 200],
        Gen.Byte.Array[0, 200],
        Gen.Bool,
        (epoch, modules, arguments, state, suitcase, hasState) => new ProgramSnapshot
        {
            Id = ProgramId.New(),
            Family = ProgramId.New(),
            ReportingStation = "home",
            Epoch = epoch,
            Package = new ProgramPackage("python", "kp.py", Modules(modules), arguments),
            State = hasState ? new ProgramState("python-pickle-1", state) : null,
            Suitcase = suitcase,
            Limits = new ProgramLimits { Cpu = TimeSpan.FromSeconds(3) },
        });

    [Fact]
    public void What_is_written_is_read_again() => Snapshot.Sample(snapshot =>
    {
        var bytes = SnapshotFormat.Write(snapshot);
        Assert.Equal(bytes, SnapshotFormat.Write(SnapshotFormat.Read(bytes)));
        Assert.Equivalent(snapshot, SnapshotFormat.Read(bytes), strict: true);
    });

    [Fact]
    public void A_changed_byte_anywhere_is_found() => Gen.Select(Snapshot, Gen.Double[0, 0.999], Gen.Byte[1, 255]).Sample((snapshot, where, change) =>
    {
        var bytes = SnapshotFormat.Write(snapshot);
        bytes[(int)(where * bytes.Length)] ^= change;
        Assert.Contains(CodeOf(bytes), (string[])["FORAY290", "FORAY295"]);
    });

    [Fact]
    public void A_snapshot_that_was_cut_off_is_refused() => Gen.Select(Snapshot, Gen.Double[0, 0.999]).Sample((snapshot, where) =>
    {
        var bytes = SnapshotFormat.Write(snapshot);
        Assert.Equal("FORAY295", CodeOf(bytes[..(int)(where * bytes.Length)]));
    });

    [Fact]
    public void Any_bytes_are_refused() => Gen.Byte.Array[0, 300].Sample(bytes => Assert.Equal("FORAY295", CodeOf(bytes)));

    [Fact]
    public void Any_header_with_a_right_hash_is_read_or_refused() => Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, 400], Gen.Int[0, 400]).Sample((noise, from, length) =>
    {
        var header = Encoding.UTF8.GetBytes(Header());
        from = Math.Min(from, header.Length);
        byte[] changed = [.. header[..from], .. noise, .. header[Math.Min(header.Length, from + length)..]];
        try
        {
            SnapshotFormat.Read(Envelope.Seal("foray-program-snapshot", changed, [], []));
        }
        catch (DiagnosticException exception)
        {
            Assert.Equal("FORAY295", exception.Diagnostics[0].Code);
        }
    });

    [Theory]
    [InlineData("\"epoch\":1", "\"epoch\":0")]
    [InlineData("\"epoch\":1", "\"epoch\":1,\"epoch\":2")]
    [InlineData("\"epoch\":1", "\"epoch\":1,\"more\":2")]
    [InlineData("\"main\":\"kp.py\"", "\"main\":\"other.py\"")]
    [InlineData("\"arguments\":[]", "\"arguments\":[null]")]
    [InlineData("\"arguments\":[]", "\"arguments\":null")]
    [InlineData("\"kp.py\":\"x\"", "\"kp.py\":null")]
    [InlineData("\"reporting_station\":\"home\"", "\"reporting_station\":\"\"")]
    [InlineData("\"memory\":268435456", "\"memory\":0")]
    public void A_header_that_says_what_cannot_be_is_refused(string right, string wrong)
    {
        var header = Header();
        Assert.Contains(right, header, StringComparison.Ordinal);
        SnapshotFormat.Read(Seal(header));
        Assert.Equal("FORAY295", CodeOf(Seal(header.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Fact]
    public void A_newer_version_is_refused_as_such()
    {
        var body = Encoding.ASCII.GetBytes("foray-program-snapshot 2 whatever comes then\n");
        Assert.Equal("FORAY290", CodeOf([.. body, .. SHA256.HashData(body)]));
    }

    [Fact]
    public void A_result_is_read_again()
    {
        var result = new ProgramResult
        {
            Id = ProgramId.New(),
            Family = ProgramId.New(),
            Epoch = 4,
            ReportingStation = "home",
            Station = "away",
            End = ProgramEndKind.Raised,
            Message = "no such file",
            Trace = "Traceback",
            Time = DateTimeOffset.UnixEpoch,
            State = new ProgramState("json-1", [1, 2]),
            Suitcase = [3],
        };
        Assert.Equivalent(result, ResultFormat.Read(ResultFormat.Write(result)), strict: true);
        Assert.Equal("FORAY295", Assert.Single(Assert.Throws<DiagnosticException>(() => SnapshotFormat.Read(ResultFormat.Write(result))).Diagnostics).Code);
    }

    [Fact]
    public void Any_bytes_are_no_result() => Gen.Byte.Array[0, 300].Sample(bytes => { Assert.Throws<DiagnosticException>(() => ResultFormat.Read(bytes)); });

    private static string Header()
    {
        var bytes = SnapshotFormat.Write(new ProgramSnapshot
        {
            Id = ProgramId.New(),
            Family = ProgramId.New(),
            ReportingStation = "home",
            Epoch = 1,
            Package = new ProgramPackage("python", "kp.py", new Dictionary<string, string> { ["kp.py"] = "x" }, []),
        });
        return Encoding.UTF8.GetString(Envelope.Open("foray-program-snapshot", 2, bytes).Header.Span);
    }

    private static byte[] Seal(string header) => Envelope.Seal("foray-program-snapshot", Encoding.UTF8.GetBytes(header), [], []);

    private static string CodeOf(byte[] bytes) => Assert.Single(Assert.Throws<DiagnosticException>(() => SnapshotFormat.Read(bytes)).Diagnostics).Code;

    private static Dictionary<string, string> Modules((string Name, string Text)[] modules)
    {
        var texts = new Dictionary<string, string> { ["kp.py"] = "class KP: pass" };
        foreach (var (name, text) in modules)
            texts[name] = text;
        return texts;
    }
}
