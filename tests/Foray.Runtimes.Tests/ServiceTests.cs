using System.Text.Json.Nodes;
using Foray.Runtimes.Tests.Stations;

namespace Foray.Runtimes.Tests;

public sealed class ServiceTests
{
    private const string PythonServer = """
        import ilu
        class Counter:
            def __init__(self, kos): self.kos, self.count = kos, 0
            def add(self, n):
                self.count += n
                return {"count": self.count}
            def fail(self): raise ValueError("not today")
            def odd(self): raise self.kos.exception("mod.Odd")("very")
            def files(self): return self.kos.get_suitcase().listdir("/")
            def strange(self): return object()
            def stop(self): self.kos.stop()
            def _hidden(self): return 1
        class KP:
            def __main__(self, kos):
                desc = kos.bind_service("counter", Counter(kos), "mod.counter")
                print(desc.path)
                kos.run()
                kos.unbind_service(desc)
                print("stopped")
        """;

    private const string JavaScriptServer = """
        class Counter {
          constructor(kos) { this.kos = kos; this.count = 0; }
          async add(n) {
            await null;
            this.count += n;
            return { count: this.count };
          }
          fail() { throw new TypeError("not today"); }
          odd() { throw new (this.kos.exception("mod.Odd"))("very"); }
          files() { return this.kos.getSuitcase().listdir("/"); }
          strange() { return 1n; }
          stop() { this.kos.stop(); }
          _hidden() { return 1; }
        }
        class KP {
          async main(kos) {
            const desc = kos.bindService("counter", new Counter(kos), "mod.counter");
            console.log(desc.path);
            await kos.run();
            kos.unbindService(desc);
            console.log("stopped");
          }
        }
        """;

    [Theory]
    [InlineData(Language.Python, PythonServer, "ValueError: not today")]
    [InlineData(Language.JavaScript, JavaScriptServer, "TypeError: not today")]
    public async Task A_program_serves_until_it_stops(Language language, string text, string failure)
    {
        var station = new ScriptedStation(language);
        station.Answers["service.unbind"] = arguments => (string)arguments["binding"]! == "b1" ? null : throw new StationRefusal("not_found", "no such binding");
        foreach (var (method, arguments) in new (string, JsonArray)[] { ("add", [2]), ("fail", []), ("add", [3]), ("odd", []), ("files", []), ("strange", []), ("missing", []), ("_hidden", []), ("stop", []) })
            station.Clients.Enqueue((method, arguments));

        var done = await station.RunAsync(text);

        Assert.Null(done["error"]);
        Assert.Equal("/foray/home/services/counter\nstopped\n", station.Output);
        Assert.Equal(Enumerable.Range(1, 9), station.Results.Select(result => (int)result["id"]!));
        Assert.Equal(2, (int)station.Results[0]["value"]!["count"]!);
        AssertError(station.Results[1], "general", failure);
        Assert.Equal(5, (int)station.Results[2]["value"]!["count"]!);
        AssertError(station.Results[3], "general", "mod.Odd: very");
        Assert.Empty(station.Results[4]["value"]!.AsArray());
        Assert.StartsWith("the method returned what cannot be sent", (string)station.Results[5]["error"]!["message"]!, StringComparison.Ordinal);
        AssertError(station.Results[6], "unimplemented_method", "the service has no method 'missing'");
        AssertError(station.Results[7], "unimplemented_method", "the service has no method '_hidden'");
        Assert.Null(station.Results[8]["value"]);
        Assert.Contains("not today", station.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Python, """
        import ilu, nstools
        class KP:
            def __main__(self, kos):
                mod = kos.all_exceptions("mod")
                service = nstools.WorldOpen("/kos/other/services/thing", "mod.thing", wait=5)
                for method in (service.odd, service.plain, service.gone, service.without, service.forbidden):
                    try: method("x", 1)
                    except mod.Odd as e: print("mod.Odd", e)
                    except ilu.IluGeneralError as e: print("general", e)
                    except ilu.IluProtocolError as e: print("protocol", e)
                    except ilu.IluUnimplementedMethodError as e: print("unimplemented", e)
                    except kos.RefusedError as e: print("refused", e)
                try: nstools.Lookup("/kos/nowhere", "mod.thing")
                except nstools.BadPathError as e: print("bad path", e)
                print(kos.list_namespace("/foray"))
        """)]
    [InlineData(Language.JavaScript, """
        class KP {
          main(kos) {
            const mod = kos.allExceptions("mod");
            const { ServiceError, ProtocolError, UnimplementedMethodError, RefusedError, NotFoundError } = kos.errors;
            const service = kos.worldOpen("/kos/other/services/thing", "mod.thing", { wait: 5 });
            for (const method of [service.odd, service.plain, service.gone, service.without, service.forbidden]) {
              try { method("x", 1); } catch (e) {
                const kind = [[mod.Odd, "mod.Odd"], [ServiceError, "general"], [ProtocolError, "protocol"], [UnimplementedMethodError, "unimplemented"], [RefusedError, "refused"]].find(([made]) => e instanceof made)[1];
                console.log(kind, e.message);
              }
            }
            try { kos.lookupPath("/kos/nowhere", "mod.thing"); } catch (e) { if (e instanceof NotFoundError) console.log("bad path", e.message); }
            console.log(`['${kos.listNamespace("/foray").join("', '")}']`);
          }
        }
        """)]
    public async Task A_client_gets_the_errors_of_services_as_its_own(Language language, string text)
    {
        var station = new ScriptedStation(language);
        station.Answers["service.open"] = arguments => (string)arguments["path"]! == "/kos/other/services/thing"
            ? new JsonObject { ["path"] = "/foray/other/services/thing", ["type"] = "mod.thing", ["binding"] = "b3" }
            : throw new StationRefusal("not_found", "there is no such name");
        station.Answers["service.invoke"] = arguments => throw ((string)arguments["method"]! switch
        {
            "odd" => new StationRefusal("general", "mod.Odd: text"),
            "plain" => new StationRefusal("general", "ValueError: text"),
            "gone" => new StationRefusal("protocol", "text"),
            "without" => new StationRefusal("unimplemented_method", "text"),
            _ => new StationRefusal("refused", "text"),
        });
        station.Answers["namespace.list"] = _ => new JsonArray("home", "other");

        var done = await station.RunAsync(text);

        Assert.Null(done["error"]);
        Assert.Equal("mod.Odd text\ngeneral ValueError: text\nprotocol text\nunimplemented text\nrefused text\nbad path there is no such name\n['home', 'other']\n", station.Output);
    }

    private static void AssertError(JsonObject result, string type, string message) =>
        Assert.Equal((type, message), ((string?)result["error"]!["type"], (string?)result["error"]!["message"]));
}
