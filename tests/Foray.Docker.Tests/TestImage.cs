using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Foray.CommandLine;

namespace Foray.Docker.Tests;

/// <summary>A small image of this computer's own programs, so that none has to be fetched. It is made once and kept.</summary>
internal static class TestImage
{
    public const string Name = "foray-test";
    public const string Tag = "full";

    /// <summary>Name and tag.</summary>
    public const string Full = $"{Name}:{Tag}";

    private const string Script = """
        set -e
        archive=$1
        shift
        root=$(mktemp -d)
        mkdir -p "$root/bin" "$root/usr" "$root/etc" "$root/root" "$root/home/plain" "$root/tmp"
        ln -s ../bin "$root/usr/bin"
        for program; do
          path=$(command -v -- "$program")
          case $path in /*) ;; *) path=/usr/bin/$program ;; esac
          cp -L "$path" "$root/bin/$program"
          ldd "$path" 2>/dev/null | grep -o '/[^ ]*' >>"$archive.libraries" || :
        done
        sort -u "$archive.libraries" | while read -r library; do
          mkdir -p "$root${library%/*}"
          cp -L "$library" "$root$library"
        done
        rm "$archive.libraries"
        case " $* " in *" perl "*)
          perl -MIO::Socket::INET -MErrno -e 'print "$_\n" for values %INC, @DynaLoader::dl_shared_objects' | while read -r module; do
            mkdir -p "$root${module%/*}"
            cp -L "$module" "$root$module"
          done ;;
        esac
        chmod 1777 "$root/tmp"
        printf 'root:x:0:0:root:/root:/bin/sh\nplain:x:1234:1234::/home/plain:/bin/sh\n' >"$root/etc/passwd"
        chown 1234:1234 "$root/home/plain"
        tar -C "$root" -cf "$archive.new" .
        rm -rf "$root"
        mv "$archive.new" "$archive"
        """;

    private static readonly string[] Programs =
    [
        "sh", "bash", "perl", "cat", "chmod", "cp", "cut", "dd", "dirname", "env", "find", "getent", "grep", "head", "id", "ln", "ls", "mkdir", "mv", "nproc", "rm", "rmdir", "seq", "setsid",
        "sleep", "stat", "tail", "tar", "timeout", "tr", "true", "uname", "wc", "xargs",
    ];

    /// <summary>The archive of the image's files.</summary>
    /// <param name="without">Programs that it lacks.</param>
    public static async Task<string> MakeAsync(params string[] without)
    {
        string[] programs = [.. Programs.Except(without)];
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Script}\n{string.Join(' ', programs)}")).AsSpan(0, 6));
        var archive = Path.Combine(Directory.CreateDirectory(Path.Combine(ForayProgram.Root, "artifacts", "test-images")).FullName, $"{key}.tar");
        if (File.Exists(archive))
            return archive;
        using var maker = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", archive, .. programs]) { RedirectStandardError = true })!;
        var error = await maker.StandardError.ReadToEndAsync();
        await maker.WaitForExitAsync();
        return maker.ExitCode == 0 ? archive : throw new InvalidOperationException($"the image could not be made: {error}");
    }
}
