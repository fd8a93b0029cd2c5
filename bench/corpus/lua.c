// Lua scripts that are preempted: a debug hook yields every so many
// instructions.
#include "phases.h"
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

// Instructions of Lua between two yields.
enum { Slice = 100 };

static const char script[] =
  "local size = ...\n"
  "local checksum = 0\n"
  "local point = {}\n"
  "point.__index = point\n"
  "function point.new(x, y) return setmetatable({x = x, y = y}, point) end\n"
  "function point:length() return self.x * self.x + self.y * self.y end\n"
  "next_phase()\n"
  "for phase = 1, 3 do\n"
  "  local sieve = {}\n"
  "  for i = 2, size do\n"
  "    if not sieve[i] then\n"
  "      for j = i * i, size, i do sieve[j] = true end\n"
  "      checksum = (checksum + point.new(i, phase):length()) & 0xffffffff\n"
  "    end\n"
  "    if i % 64 == 0 then\n"
  "      local words = {}\n"
  "      for w in ('the quick brown fox'):gmatch('%a+') do\n"
  "        words[#words + 1] = w .. i\n"
  "      end\n"
  "      table.sort(words, function(a, b) return a > b end)\n"
  "      checksum = checksum ~ #table.concat(words, ' ')\n"
  "    end\n"
  "  end\n"
  "  next_phase()\n"
  "end\n"
  "return checksum\n";

static void preempt(lua_State* lua, lua_Debug* at) {
  (void)at;
  may_wait(lua);
}

static int next(lua_State* lua) {
  (void)lua;
  next_phase();
  return 0;
}

uint32_t work(unsigned size) {
  lua_State* lua = luaL_newstate();
  luaL_requiref(lua, LUA_GNAME, luaopen_base, 1);
  luaL_requiref(lua, LUA_TABLIBNAME, luaopen_table, 1);
  luaL_requiref(lua, LUA_STRLIBNAME, luaopen_string, 1);
  luaL_requiref(lua, LUA_MATHLIBNAME, luaopen_math, 1);
  luaL_requiref(lua, LUA_UTF8LIBNAME, luaopen_utf8, 1);
  lua_register(lua, "next_phase", next);
  if (luaL_loadstring(lua, script) != LUA_OK) {
    fail(lua_tostring(lua, -1));
  }
  lua_sethook(lua, preempt, LUA_MASKCOUNT, Slice);
  lua_pushinteger(lua, size);
  lua_call(lua, 1, 1);
  uint32_t checksum = (uint32_t)lua_tointeger(lua, -1);
  lua_close(lua);
  return checksum;
}
