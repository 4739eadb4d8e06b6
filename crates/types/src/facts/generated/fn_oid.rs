// Made by `cargo xtask facts`; not to be edited.
//! What is the OID of each function?

use crate::Oid;

/// `heap_tableam_handler(internal)`.
pub const F_HEAP_TABLEAM_HANDLER: Oid = 3;
/// `byteaout(bytea)`.
pub const F_BYTEAOUT: Oid = 31;
/// `charout("char")`.
pub const F_CHAROUT: Oid = 33;
/// `namein(cstring)`.
pub const F_NAMEIN: Oid = 34;
/// `nameout(name)`.
pub const F_NAMEOUT: Oid = 35;
/// `int2in(cstring)`.
pub const F_INT2IN: Oid = 38;
/// `int2out(smallint)`.
pub const F_INT2OUT: Oid = 39;
/// `int2vectorin(cstring)`.
pub const F_INT2VECTORIN: Oid = 40;
/// `int2vectorout(int2vector)`.
pub const F_INT2VECTOROUT: Oid = 41;
/// `int4in(cstring)`.
pub const F_INT4IN: Oid = 42;
/// `int4out(integer)`.
pub const F_INT4OUT: Oid = 43;
/// `regprocin(cstring)`.
pub const F_REGPROCIN: Oid = 44;
/// `regprocout(regproc)`.
pub const F_REGPROCOUT: Oid = 45;
/// `textin(cstring)`.
pub const F_TEXTIN: Oid = 46;
/// `textout(text)`.
pub const F_TEXTOUT: Oid = 47;
/// `tidin(cstring)`.
pub const F_TIDIN: Oid = 48;
/// `tidout(tid)`.
pub const F_TIDOUT: Oid = 49;
/// `xidin(cstring)`.
pub const F_XIDIN: Oid = 50;
/// `xidout(xid)`.
pub const F_XIDOUT: Oid = 51;
/// `cidin(cstring)`.
pub const F_CIDIN: Oid = 52;
/// `cidout(cid)`.
pub const F_CIDOUT: Oid = 53;
/// `oidvectorin(cstring)`.
pub const F_OIDVECTORIN: Oid = 54;
/// `oidvectorout(oidvector)`.
pub const F_OIDVECTOROUT: Oid = 55;
/// `boollt(boolean, boolean)`.
pub const F_BOOLLT: Oid = 56;
/// `boolgt(boolean, boolean)`.
pub const F_BOOLGT: Oid = 57;
/// `booleq(boolean, boolean)`.
pub const F_BOOLEQ: Oid = 60;
/// `chareq("char", "char")`.
pub const F_CHAREQ: Oid = 61;
/// `nameeq(name, name)`.
pub const F_NAMEEQ: Oid = 62;
/// `int2eq(smallint, smallint)`.
pub const F_INT2EQ: Oid = 63;
/// `int2lt(smallint, smallint)`.
pub const F_INT2LT: Oid = 64;
/// `int4eq(integer, integer)`.
pub const F_INT4EQ: Oid = 65;
/// `int4lt(integer, integer)`.
pub const F_INT4LT: Oid = 66;
/// `texteq(text, text)`.
pub const F_TEXTEQ: Oid = 67;
/// `xideq(xid, xid)`.
pub const F_XIDEQ: Oid = 68;
/// `cideq(cid, cid)`.
pub const F_CIDEQ: Oid = 69;
/// `charne("char", "char")`.
pub const F_CHARNE: Oid = 70;
/// `charle("char", "char")`.
pub const F_CHARLE: Oid = 72;
/// `chargt("char", "char")`.
pub const F_CHARGT: Oid = 73;
/// `charge("char", "char")`.
pub const F_CHARGE: Oid = 74;
/// `int4("char")`.
pub const F_INT4_CHAR: Oid = 77;
/// `char(integer)`.
pub const F_CHAR_INT4: Oid = 78;
/// `nameregexeq(name, text)`.
pub const F_NAMEREGEXEQ: Oid = 79;
/// `boolne(boolean, boolean)`.
pub const F_BOOLNE: Oid = 84;
/// `pg_ddl_command_in(cstring)`.
pub const F_PG_DDL_COMMAND_IN: Oid = 86;
/// `pg_ddl_command_out(pg_ddl_command)`.
pub const F_PG_DDL_COMMAND_OUT: Oid = 87;
/// `pg_ddl_command_recv(internal)`.
pub const F_PG_DDL_COMMAND_RECV: Oid = 88;
/// `version()`.
pub const F_VERSION: Oid = 89;
/// `pg_ddl_command_send(pg_ddl_command)`.
pub const F_PG_DDL_COMMAND_SEND: Oid = 90;
/// `eqsel(internal, oid, internal, integer)`.
pub const F_EQSEL: Oid = 101;
/// `neqsel(internal, oid, internal, integer)`.
pub const F_NEQSEL: Oid = 102;
/// `scalarltsel(internal, oid, internal, integer)`.
pub const F_SCALARLTSEL: Oid = 103;
/// `scalargtsel(internal, oid, internal, integer)`.
pub const F_SCALARGTSEL: Oid = 104;
/// `eqjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_EQJOINSEL: Oid = 105;
/// `neqjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_NEQJOINSEL: Oid = 106;
/// `scalarltjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_SCALARLTJOINSEL: Oid = 107;
/// `scalargtjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_SCALARGTJOINSEL: Oid = 108;
/// `unknownin(cstring)`.
pub const F_UNKNOWNIN: Oid = 109;
/// `unknownout(unknown)`.
pub const F_UNKNOWNOUT: Oid = 110;
/// `box_above_eq(box, box)`.
pub const F_BOX_ABOVE_EQ: Oid = 115;
/// `box_below_eq(box, box)`.
pub const F_BOX_BELOW_EQ: Oid = 116;
/// `point_in(cstring)`.
pub const F_POINT_IN: Oid = 117;
/// `point_out(point)`.
pub const F_POINT_OUT: Oid = 118;
/// `lseg_in(cstring)`.
pub const F_LSEG_IN: Oid = 119;
/// `lseg_out(lseg)`.
pub const F_LSEG_OUT: Oid = 120;
/// `path_in(cstring)`.
pub const F_PATH_IN: Oid = 121;
/// `path_out(path)`.
pub const F_PATH_OUT: Oid = 122;
/// `box_in(cstring)`.
pub const F_BOX_IN: Oid = 123;
/// `box_out(box)`.
pub const F_BOX_OUT: Oid = 124;
/// `box_overlap(box, box)`.
pub const F_BOX_OVERLAP: Oid = 125;
/// `box_ge(box, box)`.
pub const F_BOX_GE: Oid = 126;
/// `box_gt(box, box)`.
pub const F_BOX_GT: Oid = 127;
/// `box_eq(box, box)`.
pub const F_BOX_EQ: Oid = 128;
/// `box_lt(box, box)`.
pub const F_BOX_LT: Oid = 129;
/// `box_le(box, box)`.
pub const F_BOX_LE: Oid = 130;
/// `point_above(point, point)`.
pub const F_POINT_ABOVE: Oid = 131;
/// `point_left(point, point)`.
pub const F_POINT_LEFT: Oid = 132;
/// `point_right(point, point)`.
pub const F_POINT_RIGHT: Oid = 133;
/// `point_below(point, point)`.
pub const F_POINT_BELOW: Oid = 134;
/// `point_eq(point, point)`.
pub const F_POINT_EQ: Oid = 135;
/// `on_pb(point, box)`.
pub const F_ON_PB: Oid = 136;
/// `on_ppath(point, path)`.
pub const F_ON_PPATH: Oid = 137;
/// `box_center(box)`.
pub const F_BOX_CENTER: Oid = 138;
/// `areasel(internal, oid, internal, integer)`.
pub const F_AREASEL: Oid = 139;
/// `areajoinsel(internal, oid, internal, smallint, internal)`.
pub const F_AREAJOINSEL: Oid = 140;
/// `int4mul(integer, integer)`.
pub const F_INT4MUL: Oid = 141;
/// `int4ne(integer, integer)`.
pub const F_INT4NE: Oid = 144;
/// `int2ne(smallint, smallint)`.
pub const F_INT2NE: Oid = 145;
/// `int2gt(smallint, smallint)`.
pub const F_INT2GT: Oid = 146;
/// `int4gt(integer, integer)`.
pub const F_INT4GT: Oid = 147;
/// `int2le(smallint, smallint)`.
pub const F_INT2LE: Oid = 148;
/// `int4le(integer, integer)`.
pub const F_INT4LE: Oid = 149;
/// `int4ge(integer, integer)`.
pub const F_INT4GE: Oid = 150;
/// `int2ge(smallint, smallint)`.
pub const F_INT2GE: Oid = 151;
/// `int2mul(smallint, smallint)`.
pub const F_INT2MUL: Oid = 152;
/// `int2div(smallint, smallint)`.
pub const F_INT2DIV: Oid = 153;
/// `int4div(integer, integer)`.
pub const F_INT4DIV: Oid = 154;
/// `int2mod(smallint, smallint)`.
pub const F_INT2MOD: Oid = 155;
/// `int4mod(integer, integer)`.
pub const F_INT4MOD: Oid = 156;
/// `textne(text, text)`.
pub const F_TEXTNE: Oid = 157;
/// `int24eq(smallint, integer)`.
pub const F_INT24EQ: Oid = 158;
/// `int42eq(integer, smallint)`.
pub const F_INT42EQ: Oid = 159;
/// `int24lt(smallint, integer)`.
pub const F_INT24LT: Oid = 160;
/// `int42lt(integer, smallint)`.
pub const F_INT42LT: Oid = 161;
/// `int24gt(smallint, integer)`.
pub const F_INT24GT: Oid = 162;
/// `int42gt(integer, smallint)`.
pub const F_INT42GT: Oid = 163;
/// `int24ne(smallint, integer)`.
pub const F_INT24NE: Oid = 164;
/// `int42ne(integer, smallint)`.
pub const F_INT42NE: Oid = 165;
/// `int24le(smallint, integer)`.
pub const F_INT24LE: Oid = 166;
/// `int42le(integer, smallint)`.
pub const F_INT42LE: Oid = 167;
/// `int24ge(smallint, integer)`.
pub const F_INT24GE: Oid = 168;
/// `int42ge(integer, smallint)`.
pub const F_INT42GE: Oid = 169;
/// `int24mul(smallint, integer)`.
pub const F_INT24MUL: Oid = 170;
/// `int42mul(integer, smallint)`.
pub const F_INT42MUL: Oid = 171;
/// `int24div(smallint, integer)`.
pub const F_INT24DIV: Oid = 172;
/// `int42div(integer, smallint)`.
pub const F_INT42DIV: Oid = 173;
/// `int2pl(smallint, smallint)`.
pub const F_INT2PL: Oid = 176;
/// `int4pl(integer, integer)`.
pub const F_INT4PL: Oid = 177;
/// `int24pl(smallint, integer)`.
pub const F_INT24PL: Oid = 178;
/// `int42pl(integer, smallint)`.
pub const F_INT42PL: Oid = 179;
/// `int2mi(smallint, smallint)`.
pub const F_INT2MI: Oid = 180;
/// `int4mi(integer, integer)`.
pub const F_INT4MI: Oid = 181;
/// `int24mi(smallint, integer)`.
pub const F_INT24MI: Oid = 182;
/// `int42mi(integer, smallint)`.
pub const F_INT42MI: Oid = 183;
/// `oideq(oid, oid)`.
pub const F_OIDEQ: Oid = 184;
/// `oidne(oid, oid)`.
pub const F_OIDNE: Oid = 185;
/// `box_same(box, box)`.
pub const F_BOX_SAME: Oid = 186;
/// `box_contain(box, box)`.
pub const F_BOX_CONTAIN: Oid = 187;
/// `box_left(box, box)`.
pub const F_BOX_LEFT: Oid = 188;
/// `box_overleft(box, box)`.
pub const F_BOX_OVERLEFT: Oid = 189;
/// `box_overright(box, box)`.
pub const F_BOX_OVERRIGHT: Oid = 190;
/// `box_right(box, box)`.
pub const F_BOX_RIGHT: Oid = 191;
/// `box_contained(box, box)`.
pub const F_BOX_CONTAINED: Oid = 192;
/// `box_contain_pt(box, point)`.
pub const F_BOX_CONTAIN_PT: Oid = 193;
/// `pg_node_tree_in(cstring)`.
pub const F_PG_NODE_TREE_IN: Oid = 195;
/// `pg_node_tree_out(pg_node_tree)`.
pub const F_PG_NODE_TREE_OUT: Oid = 196;
/// `pg_node_tree_recv(internal)`.
pub const F_PG_NODE_TREE_RECV: Oid = 197;
/// `pg_node_tree_send(pg_node_tree)`.
pub const F_PG_NODE_TREE_SEND: Oid = 198;
/// `float4in(cstring)`.
pub const F_FLOAT4IN: Oid = 200;
/// `float4out(real)`.
pub const F_FLOAT4OUT: Oid = 201;
/// `float4mul(real, real)`.
pub const F_FLOAT4MUL: Oid = 202;
/// `float4div(real, real)`.
pub const F_FLOAT4DIV: Oid = 203;
/// `float4pl(real, real)`.
pub const F_FLOAT4PL: Oid = 204;
/// `float4mi(real, real)`.
pub const F_FLOAT4MI: Oid = 205;
/// `float4um(real)`.
pub const F_FLOAT4UM: Oid = 206;
/// `float4abs(real)`.
pub const F_FLOAT4ABS: Oid = 207;
/// `float4_accum(double precision[], real)`.
pub const F_FLOAT4_ACCUM: Oid = 208;
/// `float4larger(real, real)`.
pub const F_FLOAT4LARGER: Oid = 209;
/// `float4smaller(real, real)`.
pub const F_FLOAT4SMALLER: Oid = 211;
/// `int4um(integer)`.
pub const F_INT4UM: Oid = 212;
/// `int2um(smallint)`.
pub const F_INT2UM: Oid = 213;
/// `float8in(cstring)`.
pub const F_FLOAT8IN: Oid = 214;
/// `float8out(double precision)`.
pub const F_FLOAT8OUT: Oid = 215;
/// `float8mul(double precision, double precision)`.
pub const F_FLOAT8MUL: Oid = 216;
/// `float8div(double precision, double precision)`.
pub const F_FLOAT8DIV: Oid = 217;
/// `float8pl(double precision, double precision)`.
pub const F_FLOAT8PL: Oid = 218;
/// `float8mi(double precision, double precision)`.
pub const F_FLOAT8MI: Oid = 219;
/// `float8um(double precision)`.
pub const F_FLOAT8UM: Oid = 220;
/// `float8abs(double precision)`.
pub const F_FLOAT8ABS: Oid = 221;
/// `float8_accum(double precision[], double precision)`.
pub const F_FLOAT8_ACCUM: Oid = 222;
/// `float8larger(double precision, double precision)`.
pub const F_FLOAT8LARGER: Oid = 223;
/// `float8smaller(double precision, double precision)`.
pub const F_FLOAT8SMALLER: Oid = 224;
/// `lseg_center(lseg)`.
pub const F_LSEG_CENTER: Oid = 225;
/// `poly_center(polygon)`.
pub const F_POLY_CENTER: Oid = 227;
/// `dround(double precision)`.
pub const F_DROUND: Oid = 228;
/// `dtrunc(double precision)`.
pub const F_DTRUNC: Oid = 229;
/// `dsqrt(double precision)`.
pub const F_DSQRT: Oid = 230;
/// `dcbrt(double precision)`.
pub const F_DCBRT: Oid = 231;
/// `dpow(double precision, double precision)`.
pub const F_DPOW: Oid = 232;
/// `dexp(double precision)`.
pub const F_DEXP: Oid = 233;
/// `dlog1(double precision)`.
pub const F_DLOG1: Oid = 234;
/// `float8(smallint)`.
pub const F_FLOAT8_INT2: Oid = 235;
/// `float4(smallint)`.
pub const F_FLOAT4_INT2: Oid = 236;
/// `int2(double precision)`.
pub const F_INT2_FLOAT8: Oid = 237;
/// `int2(real)`.
pub const F_INT2_FLOAT4: Oid = 238;
/// `line_distance(line, line)`.
pub const F_LINE_DISTANCE: Oid = 239;
/// `nameeqtext(name, text)`.
pub const F_NAMEEQTEXT: Oid = 240;
/// `namelttext(name, text)`.
pub const F_NAMELTTEXT: Oid = 241;
/// `nameletext(name, text)`.
pub const F_NAMELETEXT: Oid = 242;
/// `namegetext(name, text)`.
pub const F_NAMEGETEXT: Oid = 243;
/// `namegttext(name, text)`.
pub const F_NAMEGTTEXT: Oid = 244;
/// `namenetext(name, text)`.
pub const F_NAMENETEXT: Oid = 245;
/// `btnametextcmp(name, text)`.
pub const F_BTNAMETEXTCMP: Oid = 246;
/// `texteqname(text, name)`.
pub const F_TEXTEQNAME: Oid = 247;
/// `textltname(text, name)`.
pub const F_TEXTLTNAME: Oid = 248;
/// `textlename(text, name)`.
pub const F_TEXTLENAME: Oid = 249;
/// `textgename(text, name)`.
pub const F_TEXTGENAME: Oid = 250;
/// `textgtname(text, name)`.
pub const F_TEXTGTNAME: Oid = 251;
/// `textnename(text, name)`.
pub const F_TEXTNENAME: Oid = 252;
/// `bttextnamecmp(text, name)`.
pub const F_BTTEXTNAMECMP: Oid = 253;
/// `nameconcatoid(name, oid)`.
pub const F_NAMECONCATOID: Oid = 266;
/// `table_am_handler_in(cstring)`.
pub const F_TABLE_AM_HANDLER_IN: Oid = 267;
/// `table_am_handler_out(table_am_handler)`.
pub const F_TABLE_AM_HANDLER_OUT: Oid = 268;
/// `timeofday()`.
pub const F_TIMEOFDAY: Oid = 274;
/// `pg_nextoid(regclass, name, regclass)`.
pub const F_PG_NEXTOID: Oid = 275;
/// `float8_combine(double precision[], double precision[])`.
pub const F_FLOAT8_COMBINE: Oid = 276;
/// `inter_sl(lseg, line)`.
pub const F_INTER_SL: Oid = 277;
/// `inter_lb(line, box)`.
pub const F_INTER_LB: Oid = 278;
/// `float48mul(real, double precision)`.
pub const F_FLOAT48MUL: Oid = 279;
/// `float48div(real, double precision)`.
pub const F_FLOAT48DIV: Oid = 280;
/// `float48pl(real, double precision)`.
pub const F_FLOAT48PL: Oid = 281;
/// `float48mi(real, double precision)`.
pub const F_FLOAT48MI: Oid = 282;
/// `float84mul(double precision, real)`.
pub const F_FLOAT84MUL: Oid = 283;
/// `float84div(double precision, real)`.
pub const F_FLOAT84DIV: Oid = 284;
/// `float84pl(double precision, real)`.
pub const F_FLOAT84PL: Oid = 285;
/// `float84mi(double precision, real)`.
pub const F_FLOAT84MI: Oid = 286;
/// `float4eq(real, real)`.
pub const F_FLOAT4EQ: Oid = 287;
/// `float4ne(real, real)`.
pub const F_FLOAT4NE: Oid = 288;
/// `float4lt(real, real)`.
pub const F_FLOAT4LT: Oid = 289;
/// `float4le(real, real)`.
pub const F_FLOAT4LE: Oid = 290;
/// `float4gt(real, real)`.
pub const F_FLOAT4GT: Oid = 291;
/// `float4ge(real, real)`.
pub const F_FLOAT4GE: Oid = 292;
/// `float8eq(double precision, double precision)`.
pub const F_FLOAT8EQ: Oid = 293;
/// `float8ne(double precision, double precision)`.
pub const F_FLOAT8NE: Oid = 294;
/// `float8lt(double precision, double precision)`.
pub const F_FLOAT8LT: Oid = 295;
/// `float8le(double precision, double precision)`.
pub const F_FLOAT8LE: Oid = 296;
/// `float8gt(double precision, double precision)`.
pub const F_FLOAT8GT: Oid = 297;
/// `float8ge(double precision, double precision)`.
pub const F_FLOAT8GE: Oid = 298;
/// `float48eq(real, double precision)`.
pub const F_FLOAT48EQ: Oid = 299;
/// `float48ne(real, double precision)`.
pub const F_FLOAT48NE: Oid = 300;
/// `float48lt(real, double precision)`.
pub const F_FLOAT48LT: Oid = 301;
/// `float48le(real, double precision)`.
pub const F_FLOAT48LE: Oid = 302;
/// `float48gt(real, double precision)`.
pub const F_FLOAT48GT: Oid = 303;
/// `float48ge(real, double precision)`.
pub const F_FLOAT48GE: Oid = 304;
/// `float84eq(double precision, real)`.
pub const F_FLOAT84EQ: Oid = 305;
/// `float84ne(double precision, real)`.
pub const F_FLOAT84NE: Oid = 306;
/// `float84lt(double precision, real)`.
pub const F_FLOAT84LT: Oid = 307;
/// `float84le(double precision, real)`.
pub const F_FLOAT84LE: Oid = 308;
/// `float84gt(double precision, real)`.
pub const F_FLOAT84GT: Oid = 309;
/// `float84ge(double precision, real)`.
pub const F_FLOAT84GE: Oid = 310;
/// `float8(real)`.
pub const F_FLOAT8_FLOAT4: Oid = 311;
/// `float4(double precision)`.
pub const F_FLOAT4_FLOAT8: Oid = 312;
/// `int4(smallint)`.
pub const F_INT4_INT2: Oid = 313;
/// `int2(integer)`.
pub const F_INT2_INT4: Oid = 314;
/// `pg_jit_available()`.
pub const F_PG_JIT_AVAILABLE: Oid = 315;
/// `float8(integer)`.
pub const F_FLOAT8_INT4: Oid = 316;
/// `int4(double precision)`.
pub const F_INT4_FLOAT8: Oid = 317;
/// `float4(integer)`.
pub const F_FLOAT4_INT4: Oid = 318;
/// `int4(real)`.
pub const F_INT4_FLOAT4: Oid = 319;
/// `width_bucket(double precision, double precision, double precision, integer)`.
pub const F_WIDTH_BUCKET_FLOAT8_FLOAT8_FLOAT8_INT4: Oid = 320;
/// `json_in(cstring)`.
pub const F_JSON_IN: Oid = 321;
/// `json_out(json)`.
pub const F_JSON_OUT: Oid = 322;
/// `json_recv(internal)`.
pub const F_JSON_RECV: Oid = 323;
/// `json_send(json)`.
pub const F_JSON_SEND: Oid = 324;
/// `index_am_handler_in(cstring)`.
pub const F_INDEX_AM_HANDLER_IN: Oid = 326;
/// `index_am_handler_out(index_am_handler)`.
pub const F_INDEX_AM_HANDLER_OUT: Oid = 327;
/// `hashmacaddr8(macaddr8)`.
pub const F_HASHMACADDR8: Oid = 328;
/// `hash_aclitem(aclitem)`.
pub const F_HASH_ACLITEM: Oid = 329;
/// `bthandler(internal)`.
pub const F_BTHANDLER: Oid = 330;
/// `hashhandler(internal)`.
pub const F_HASHHANDLER: Oid = 331;
/// `gisthandler(internal)`.
pub const F_GISTHANDLER: Oid = 332;
/// `ginhandler(internal)`.
pub const F_GINHANDLER: Oid = 333;
/// `spghandler(internal)`.
pub const F_SPGHANDLER: Oid = 334;
/// `brinhandler(internal)`.
pub const F_BRINHANDLER: Oid = 335;
/// `scalarlesel(internal, oid, internal, integer)`.
pub const F_SCALARLESEL: Oid = 336;
/// `scalargesel(internal, oid, internal, integer)`.
pub const F_SCALARGESEL: Oid = 337;
/// `amvalidate(oid)`.
pub const F_AMVALIDATE: Oid = 338;
/// `poly_same(polygon, polygon)`.
pub const F_POLY_SAME: Oid = 339;
/// `poly_contain(polygon, polygon)`.
pub const F_POLY_CONTAIN: Oid = 340;
/// `poly_left(polygon, polygon)`.
pub const F_POLY_LEFT: Oid = 341;
/// `poly_overleft(polygon, polygon)`.
pub const F_POLY_OVERLEFT: Oid = 342;
/// `poly_overright(polygon, polygon)`.
pub const F_POLY_OVERRIGHT: Oid = 343;
/// `poly_right(polygon, polygon)`.
pub const F_POLY_RIGHT: Oid = 344;
/// `poly_contained(polygon, polygon)`.
pub const F_POLY_CONTAINED: Oid = 345;
/// `poly_overlap(polygon, polygon)`.
pub const F_POLY_OVERLAP: Oid = 346;
/// `poly_in(cstring)`.
pub const F_POLY_IN: Oid = 347;
/// `poly_out(polygon)`.
pub const F_POLY_OUT: Oid = 348;
/// `btint2cmp(smallint, smallint)`.
pub const F_BTINT2CMP: Oid = 350;
/// `btint4cmp(integer, integer)`.
pub const F_BTINT4CMP: Oid = 351;
/// `btfloat4cmp(real, real)`.
pub const F_BTFLOAT4CMP: Oid = 354;
/// `btfloat8cmp(double precision, double precision)`.
pub const F_BTFLOAT8CMP: Oid = 355;
/// `btoidcmp(oid, oid)`.
pub const F_BTOIDCMP: Oid = 356;
/// `dist_bp(box, point)`.
pub const F_DIST_BP: Oid = 357;
/// `btcharcmp("char", "char")`.
pub const F_BTCHARCMP: Oid = 358;
/// `btnamecmp(name, name)`.
pub const F_BTNAMECMP: Oid = 359;
/// `bttextcmp(text, text)`.
pub const F_BTTEXTCMP: Oid = 360;
/// `lseg_distance(lseg, lseg)`.
pub const F_LSEG_DISTANCE: Oid = 361;
/// `lseg_interpt(lseg, lseg)`.
pub const F_LSEG_INTERPT: Oid = 362;
/// `dist_ps(point, lseg)`.
pub const F_DIST_PS: Oid = 363;
/// `dist_pb(point, box)`.
pub const F_DIST_PB: Oid = 364;
/// `dist_sb(lseg, box)`.
pub const F_DIST_SB: Oid = 365;
/// `close_ps(point, lseg)`.
pub const F_CLOSE_PS: Oid = 366;
/// `close_pb(point, box)`.
pub const F_CLOSE_PB: Oid = 367;
/// `close_sb(lseg, box)`.
pub const F_CLOSE_SB: Oid = 368;
/// `on_ps(point, lseg)`.
pub const F_ON_PS: Oid = 369;
/// `path_distance(path, path)`.
pub const F_PATH_DISTANCE: Oid = 370;
/// `dist_ppath(point, path)`.
pub const F_DIST_PPATH: Oid = 371;
/// `on_sb(lseg, box)`.
pub const F_ON_SB: Oid = 372;
/// `inter_sb(lseg, box)`.
pub const F_INTER_SB: Oid = 373;
/// `string_to_array(text, text, text)`.
pub const F_STRING_TO_ARRAY_TEXT_TEXT_TEXT: Oid = 376;
/// `cash_cmp(money, money)`.
pub const F_CASH_CMP: Oid = 377;
/// `array_append(anycompatiblearray, anycompatible)`.
pub const F_ARRAY_APPEND: Oid = 378;
/// `array_prepend(anycompatible, anycompatiblearray)`.
pub const F_ARRAY_PREPEND: Oid = 379;
/// `dist_sp(lseg, point)`.
pub const F_DIST_SP: Oid = 380;
/// `dist_bs(box, lseg)`.
pub const F_DIST_BS: Oid = 381;
/// `btarraycmp(anyarray, anyarray)`.
pub const F_BTARRAYCMP: Oid = 382;
/// `array_cat(anycompatiblearray, anycompatiblearray)`.
pub const F_ARRAY_CAT: Oid = 383;
/// `array_to_string(anyarray, text, text)`.
pub const F_ARRAY_TO_STRING_ANYARRAY_TEXT_TEXT: Oid = 384;
/// `scalarlejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_SCALARLEJOINSEL: Oid = 386;
/// `array_ne(anyarray, anyarray)`.
pub const F_ARRAY_NE: Oid = 390;
/// `array_lt(anyarray, anyarray)`.
pub const F_ARRAY_LT: Oid = 391;
/// `array_gt(anyarray, anyarray)`.
pub const F_ARRAY_GT: Oid = 392;
/// `array_le(anyarray, anyarray)`.
pub const F_ARRAY_LE: Oid = 393;
/// `string_to_array(text, text)`.
pub const F_STRING_TO_ARRAY_TEXT_TEXT: Oid = 394;
/// `array_to_string(anyarray, text)`.
pub const F_ARRAY_TO_STRING_ANYARRAY_TEXT: Oid = 395;
/// `array_ge(anyarray, anyarray)`.
pub const F_ARRAY_GE: Oid = 396;
/// `scalargejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_SCALARGEJOINSEL: Oid = 398;
/// `hashmacaddr(macaddr)`.
pub const F_HASHMACADDR: Oid = 399;
/// `hashtext(text)`.
pub const F_HASHTEXT: Oid = 400;
/// `text(character)`.
pub const F_TEXT_BPCHAR: Oid = 401;
/// `btoidvectorcmp(oidvector, oidvector)`.
pub const F_BTOIDVECTORCMP: Oid = 404;
/// `text(name)`.
pub const F_TEXT_NAME: Oid = 406;
/// `name(text)`.
pub const F_NAME_TEXT: Oid = 407;
/// `bpchar(name)`.
pub const F_BPCHAR_NAME: Oid = 408;
/// `name(character)`.
pub const F_NAME_BPCHAR: Oid = 409;
/// `dist_pathp(path, point)`.
pub const F_DIST_PATHP: Oid = 421;
/// `hashinet(inet)`.
pub const F_HASHINET: Oid = 422;
/// `hashint4extended(integer, bigint)`.
pub const F_HASHINT4EXTENDED: Oid = 425;
/// `hash_numeric(numeric)`.
pub const F_HASH_NUMERIC: Oid = 432;
/// `macaddr_in(cstring)`.
pub const F_MACADDR_IN: Oid = 436;
/// `macaddr_out(macaddr)`.
pub const F_MACADDR_OUT: Oid = 437;
/// `num_nulls(VARIADIC "any")`.
pub const F_NUM_NULLS: Oid = 438;
/// `num_nonnulls(VARIADIC "any")`.
pub const F_NUM_NONNULLS: Oid = 440;
/// `hashint2extended(smallint, bigint)`.
pub const F_HASHINT2EXTENDED: Oid = 441;
/// `hashint8extended(bigint, bigint)`.
pub const F_HASHINT8EXTENDED: Oid = 442;
/// `hashfloat4extended(real, bigint)`.
pub const F_HASHFLOAT4EXTENDED: Oid = 443;
/// `hashfloat8extended(double precision, bigint)`.
pub const F_HASHFLOAT8EXTENDED: Oid = 444;
/// `hashoidextended(oid, bigint)`.
pub const F_HASHOIDEXTENDED: Oid = 445;
/// `hashcharextended("char", bigint)`.
pub const F_HASHCHAREXTENDED: Oid = 446;
/// `hashnameextended(name, bigint)`.
pub const F_HASHNAMEEXTENDED: Oid = 447;
/// `hashtextextended(text, bigint)`.
pub const F_HASHTEXTEXTENDED: Oid = 448;
/// `hashint2(smallint)`.
pub const F_HASHINT2: Oid = 449;
/// `hashint4(integer)`.
pub const F_HASHINT4: Oid = 450;
/// `hashfloat4(real)`.
pub const F_HASHFLOAT4: Oid = 451;
/// `hashfloat8(double precision)`.
pub const F_HASHFLOAT8: Oid = 452;
/// `hashoid(oid)`.
pub const F_HASHOID: Oid = 453;
/// `hashchar("char")`.
pub const F_HASHCHAR: Oid = 454;
/// `hashname(name)`.
pub const F_HASHNAME: Oid = 455;
/// `hashvarlena(internal)`.
pub const F_HASHVARLENA: Oid = 456;
/// `hashoidvector(oidvector)`.
pub const F_HASHOIDVECTOR: Oid = 457;
/// `text_larger(text, text)`.
pub const F_TEXT_LARGER: Oid = 458;
/// `text_smaller(text, text)`.
pub const F_TEXT_SMALLER: Oid = 459;
/// `int8in(cstring)`.
pub const F_INT8IN: Oid = 460;
/// `int8out(bigint)`.
pub const F_INT8OUT: Oid = 461;
/// `int8um(bigint)`.
pub const F_INT8UM: Oid = 462;
/// `int8pl(bigint, bigint)`.
pub const F_INT8PL: Oid = 463;
/// `int8mi(bigint, bigint)`.
pub const F_INT8MI: Oid = 464;
/// `int8mul(bigint, bigint)`.
pub const F_INT8MUL: Oid = 465;
/// `int8div(bigint, bigint)`.
pub const F_INT8DIV: Oid = 466;
/// `int8eq(bigint, bigint)`.
pub const F_INT8EQ: Oid = 467;
/// `int8ne(bigint, bigint)`.
pub const F_INT8NE: Oid = 468;
/// `int8lt(bigint, bigint)`.
pub const F_INT8LT: Oid = 469;
/// `int8gt(bigint, bigint)`.
pub const F_INT8GT: Oid = 470;
/// `int8le(bigint, bigint)`.
pub const F_INT8LE: Oid = 471;
/// `int8ge(bigint, bigint)`.
pub const F_INT8GE: Oid = 472;
/// `int84eq(bigint, integer)`.
pub const F_INT84EQ: Oid = 474;
/// `int84ne(bigint, integer)`.
pub const F_INT84NE: Oid = 475;
/// `int84lt(bigint, integer)`.
pub const F_INT84LT: Oid = 476;
/// `int84gt(bigint, integer)`.
pub const F_INT84GT: Oid = 477;
/// `int84le(bigint, integer)`.
pub const F_INT84LE: Oid = 478;
/// `int84ge(bigint, integer)`.
pub const F_INT84GE: Oid = 479;
/// `int4(bigint)`.
pub const F_INT4_INT8: Oid = 480;
/// `int8(integer)`.
pub const F_INT8_INT4: Oid = 481;
/// `float8(bigint)`.
pub const F_FLOAT8_INT8: Oid = 482;
/// `int8(double precision)`.
pub const F_INT8_FLOAT8: Oid = 483;
/// `array_larger(anyarray, anyarray)`.
pub const F_ARRAY_LARGER: Oid = 515;
/// `array_smaller(anyarray, anyarray)`.
pub const F_ARRAY_SMALLER: Oid = 516;
/// `abbrev(inet)`.
pub const F_ABBREV_INET: Oid = 598;
/// `abbrev(cidr)`.
pub const F_ABBREV_CIDR: Oid = 599;
/// `set_masklen(inet, integer)`.
pub const F_SET_MASKLEN_INET_INT4: Oid = 605;
/// `oidvectorne(oidvector, oidvector)`.
pub const F_OIDVECTORNE: Oid = 619;
/// `hash_array(anyarray)`.
pub const F_HASH_ARRAY: Oid = 626;
/// `set_masklen(cidr, integer)`.
pub const F_SET_MASKLEN_CIDR_INT4: Oid = 635;
/// `pg_indexam_has_property(oid, text)`.
pub const F_PG_INDEXAM_HAS_PROPERTY: Oid = 636;
/// `pg_index_has_property(regclass, text)`.
pub const F_PG_INDEX_HAS_PROPERTY: Oid = 637;
/// `pg_index_column_has_property(regclass, integer, text)`.
pub const F_PG_INDEX_COLUMN_HAS_PROPERTY: Oid = 638;
/// `float4(bigint)`.
pub const F_FLOAT4_INT8: Oid = 652;
/// `int8(real)`.
pub const F_INT8_FLOAT4: Oid = 653;
/// `namelt(name, name)`.
pub const F_NAMELT: Oid = 655;
/// `namele(name, name)`.
pub const F_NAMELE: Oid = 656;
/// `namegt(name, name)`.
pub const F_NAMEGT: Oid = 657;
/// `namege(name, name)`.
pub const F_NAMEGE: Oid = 658;
/// `namene(name, name)`.
pub const F_NAMENE: Oid = 659;
/// `bpchar(character, integer, boolean)`.
pub const F_BPCHAR_BPCHAR_INT4_BOOL: Oid = 668;
/// `varchar(character varying, integer, boolean)`.
pub const F_VARCHAR_VARCHAR_INT4_BOOL: Oid = 669;
/// `pg_indexam_progress_phasename(oid, bigint)`.
pub const F_PG_INDEXAM_PROGRESS_PHASENAME: Oid = 676;
/// `oidvectorlt(oidvector, oidvector)`.
pub const F_OIDVECTORLT: Oid = 677;
/// `oidvectorle(oidvector, oidvector)`.
pub const F_OIDVECTORLE: Oid = 678;
/// `oidvectoreq(oidvector, oidvector)`.
pub const F_OIDVECTOREQ: Oid = 679;
/// `oidvectorge(oidvector, oidvector)`.
pub const F_OIDVECTORGE: Oid = 680;
/// `oidvectorgt(oidvector, oidvector)`.
pub const F_OIDVECTORGT: Oid = 681;
/// `network(inet)`.
pub const F_NETWORK: Oid = 683;
/// `netmask(inet)`.
pub const F_NETMASK: Oid = 696;
/// `masklen(inet)`.
pub const F_MASKLEN: Oid = 697;
/// `broadcast(inet)`.
pub const F_BROADCAST: Oid = 698;
/// `host(inet)`.
pub const F_HOST: Oid = 699;
/// `dist_lp(line, point)`.
pub const F_DIST_LP: Oid = 702;
/// `dist_ls(line, lseg)`.
pub const F_DIST_LS: Oid = 704;
/// `getpgusername()`.
pub const F_GETPGUSERNAME: Oid = 710;
/// `family(inet)`.
pub const F_FAMILY: Oid = 711;
/// `int2(bigint)`.
pub const F_INT2_INT8: Oid = 714;
/// `lo_create(oid)`.
pub const F_LO_CREATE: Oid = 715;
/// `oidlt(oid, oid)`.
pub const F_OIDLT: Oid = 716;
/// `oidle(oid, oid)`.
pub const F_OIDLE: Oid = 717;
/// `octet_length(bytea)`.
pub const F_OCTET_LENGTH_BYTEA: Oid = 720;
/// `get_byte(bytea, integer)`.
pub const F_GET_BYTE: Oid = 721;
/// `set_byte(bytea, integer, integer)`.
pub const F_SET_BYTE: Oid = 722;
/// `get_bit(bytea, bigint)`.
pub const F_GET_BIT_BYTEA_INT8: Oid = 723;
/// `set_bit(bytea, bigint, integer)`.
pub const F_SET_BIT_BYTEA_INT8_INT4: Oid = 724;
/// `dist_pl(point, line)`.
pub const F_DIST_PL: Oid = 725;
/// `dist_sl(lseg, line)`.
pub const F_DIST_SL: Oid = 727;
/// `dist_cpoly(circle, polygon)`.
pub const F_DIST_CPOLY: Oid = 728;
/// `poly_distance(polygon, polygon)`.
pub const F_POLY_DISTANCE: Oid = 729;
/// `text(inet)`.
pub const F_TEXT_INET: Oid = 730;
/// `text_lt(text, text)`.
pub const F_TEXT_LT: Oid = 740;
/// `text_le(text, text)`.
pub const F_TEXT_LE: Oid = 741;
/// `text_gt(text, text)`.
pub const F_TEXT_GT: Oid = 742;
/// `text_ge(text, text)`.
pub const F_TEXT_GE: Oid = 743;
/// `array_eq(anyarray, anyarray)`.
pub const F_ARRAY_EQ: Oid = 744;
/// `current_user()`.
pub const F_CURRENT_USER: Oid = 745;
/// `session_user()`.
pub const F_SESSION_USER: Oid = 746;
/// `array_dims(anyarray)`.
pub const F_ARRAY_DIMS: Oid = 747;
/// `array_ndims(anyarray)`.
pub const F_ARRAY_NDIMS: Oid = 748;
/// `overlay(bytea, bytea, integer, integer)`.
pub const F_OVERLAY_BYTEA_BYTEA_INT4_INT4: Oid = 749;
/// `array_in(cstring, oid, integer)`.
pub const F_ARRAY_IN: Oid = 750;
/// `array_out(anyarray)`.
pub const F_ARRAY_OUT: Oid = 751;
/// `overlay(bytea, bytea, integer)`.
pub const F_OVERLAY_BYTEA_BYTEA_INT4: Oid = 752;
/// `trunc(macaddr)`.
pub const F_TRUNC_MACADDR: Oid = 753;
/// `int8(smallint)`.
pub const F_INT8_INT2: Oid = 754;
/// `lo_import(text)`.
pub const F_LO_IMPORT_TEXT: Oid = 764;
/// `lo_export(oid, text)`.
pub const F_LO_EXPORT: Oid = 765;
/// `int4inc(integer)`.
pub const F_INT4INC: Oid = 766;
/// `lo_import(text, oid)`.
pub const F_LO_IMPORT_TEXT_OID: Oid = 767;
/// `int4larger(integer, integer)`.
pub const F_INT4LARGER: Oid = 768;
/// `int4smaller(integer, integer)`.
pub const F_INT4SMALLER: Oid = 769;
/// `int2larger(smallint, smallint)`.
pub const F_INT2LARGER: Oid = 770;
/// `int2smaller(smallint, smallint)`.
pub const F_INT2SMALLER: Oid = 771;
/// `hashvarlenaextended(internal, bigint)`.
pub const F_HASHVARLENAEXTENDED: Oid = 772;
/// `hashoidvectorextended(oidvector, bigint)`.
pub const F_HASHOIDVECTOREXTENDED: Oid = 776;
/// `hash_aclitem_extended(aclitem, bigint)`.
pub const F_HASH_ACLITEM_EXTENDED: Oid = 777;
/// `hashmacaddrextended(macaddr, bigint)`.
pub const F_HASHMACADDREXTENDED: Oid = 778;
/// `hashinetextended(inet, bigint)`.
pub const F_HASHINETEXTENDED: Oid = 779;
/// `hash_numeric_extended(numeric, bigint)`.
pub const F_HASH_NUMERIC_EXTENDED: Oid = 780;
/// `hashmacaddr8extended(macaddr8, bigint)`.
pub const F_HASHMACADDR8EXTENDED: Oid = 781;
/// `hash_array_extended(anyarray, bigint)`.
pub const F_HASH_ARRAY_EXTENDED: Oid = 782;
/// `dist_polyc(polygon, circle)`.
pub const F_DIST_POLYC: Oid = 785;
/// `pg_client_encoding()`.
pub const F_PG_CLIENT_ENCODING: Oid = 810;
/// `current_query()`.
pub const F_CURRENT_QUERY: Oid = 817;
/// `macaddr_eq(macaddr, macaddr)`.
pub const F_MACADDR_EQ: Oid = 830;
/// `macaddr_lt(macaddr, macaddr)`.
pub const F_MACADDR_LT: Oid = 831;
/// `macaddr_le(macaddr, macaddr)`.
pub const F_MACADDR_LE: Oid = 832;
/// `macaddr_gt(macaddr, macaddr)`.
pub const F_MACADDR_GT: Oid = 833;
/// `macaddr_ge(macaddr, macaddr)`.
pub const F_MACADDR_GE: Oid = 834;
/// `macaddr_ne(macaddr, macaddr)`.
pub const F_MACADDR_NE: Oid = 835;
/// `macaddr_cmp(macaddr, macaddr)`.
pub const F_MACADDR_CMP: Oid = 836;
/// `int82pl(bigint, smallint)`.
pub const F_INT82PL: Oid = 837;
/// `int82mi(bigint, smallint)`.
pub const F_INT82MI: Oid = 838;
/// `int82mul(bigint, smallint)`.
pub const F_INT82MUL: Oid = 839;
/// `int82div(bigint, smallint)`.
pub const F_INT82DIV: Oid = 840;
/// `int28pl(smallint, bigint)`.
pub const F_INT28PL: Oid = 841;
/// `btint8cmp(bigint, bigint)`.
pub const F_BTINT8CMP: Oid = 842;
/// `cash_mul_flt4(money, real)`.
pub const F_CASH_MUL_FLT4: Oid = 846;
/// `cash_div_flt4(money, real)`.
pub const F_CASH_DIV_FLT4: Oid = 847;
/// `flt4_mul_cash(real, money)`.
pub const F_FLT4_MUL_CASH: Oid = 848;
/// `position(text, text)`.
pub const F_POSITION_TEXT_TEXT: Oid = 849;
/// `textlike(text, text)`.
pub const F_TEXTLIKE: Oid = 850;
/// `textnlike(text, text)`.
pub const F_TEXTNLIKE: Oid = 851;
/// `int48eq(integer, bigint)`.
pub const F_INT48EQ: Oid = 852;
/// `int48ne(integer, bigint)`.
pub const F_INT48NE: Oid = 853;
/// `int48lt(integer, bigint)`.
pub const F_INT48LT: Oid = 854;
/// `int48gt(integer, bigint)`.
pub const F_INT48GT: Oid = 855;
/// `int48le(integer, bigint)`.
pub const F_INT48LE: Oid = 856;
/// `int48ge(integer, bigint)`.
pub const F_INT48GE: Oid = 857;
/// `namelike(name, text)`.
pub const F_NAMELIKE: Oid = 858;
/// `namenlike(name, text)`.
pub const F_NAMENLIKE: Oid = 859;
/// `bpchar("char")`.
pub const F_BPCHAR_CHAR: Oid = 860;
/// `current_database()`.
pub const F_CURRENT_DATABASE: Oid = 861;
/// `int4_mul_cash(integer, money)`.
pub const F_INT4_MUL_CASH: Oid = 862;
/// `int2_mul_cash(smallint, money)`.
pub const F_INT2_MUL_CASH: Oid = 863;
/// `cash_mul_int4(money, integer)`.
pub const F_CASH_MUL_INT4: Oid = 864;
/// `cash_div_int4(money, integer)`.
pub const F_CASH_DIV_INT4: Oid = 865;
/// `cash_mul_int2(money, smallint)`.
pub const F_CASH_MUL_INT2: Oid = 866;
/// `cash_div_int2(money, smallint)`.
pub const F_CASH_DIV_INT2: Oid = 867;
/// `strpos(text, text)`.
pub const F_STRPOS: Oid = 868;
/// `lower(text)`.
pub const F_LOWER_TEXT: Oid = 870;
/// `upper(text)`.
pub const F_UPPER_TEXT: Oid = 871;
/// `initcap(text)`.
pub const F_INITCAP: Oid = 872;
/// `lpad(text, integer, text)`.
pub const F_LPAD_TEXT_INT4_TEXT: Oid = 873;
/// `rpad(text, integer, text)`.
pub const F_RPAD_TEXT_INT4_TEXT: Oid = 874;
/// `ltrim(text, text)`.
pub const F_LTRIM_TEXT_TEXT: Oid = 875;
/// `rtrim(text, text)`.
pub const F_RTRIM_TEXT_TEXT: Oid = 876;
/// `substr(text, integer, integer)`.
pub const F_SUBSTR_TEXT_INT4_INT4: Oid = 877;
/// `translate(text, text, text)`.
pub const F_TRANSLATE: Oid = 878;
/// `lpad(text, integer)`.
pub const F_LPAD_TEXT_INT4: Oid = 879;
/// `rpad(text, integer)`.
pub const F_RPAD_TEXT_INT4: Oid = 880;
/// `ltrim(text)`.
pub const F_LTRIM_TEXT: Oid = 881;
/// `rtrim(text)`.
pub const F_RTRIM_TEXT: Oid = 882;
/// `substr(text, integer)`.
pub const F_SUBSTR_TEXT_INT4: Oid = 883;
/// `btrim(text, text)`.
pub const F_BTRIM_TEXT_TEXT: Oid = 884;
/// `btrim(text)`.
pub const F_BTRIM_TEXT: Oid = 885;
/// `cash_in(cstring)`.
pub const F_CASH_IN: Oid = 886;
/// `cash_out(money)`.
pub const F_CASH_OUT: Oid = 887;
/// `cash_eq(money, money)`.
pub const F_CASH_EQ: Oid = 888;
/// `cash_ne(money, money)`.
pub const F_CASH_NE: Oid = 889;
/// `cash_lt(money, money)`.
pub const F_CASH_LT: Oid = 890;
/// `cash_le(money, money)`.
pub const F_CASH_LE: Oid = 891;
/// `cash_gt(money, money)`.
pub const F_CASH_GT: Oid = 892;
/// `cash_ge(money, money)`.
pub const F_CASH_GE: Oid = 893;
/// `cash_pl(money, money)`.
pub const F_CASH_PL: Oid = 894;
/// `cash_mi(money, money)`.
pub const F_CASH_MI: Oid = 895;
/// `cash_mul_flt8(money, double precision)`.
pub const F_CASH_MUL_FLT8: Oid = 896;
/// `cash_div_flt8(money, double precision)`.
pub const F_CASH_DIV_FLT8: Oid = 897;
/// `cashlarger(money, money)`.
pub const F_CASHLARGER: Oid = 898;
/// `cashsmaller(money, money)`.
pub const F_CASHSMALLER: Oid = 899;
/// `inet_in(cstring)`.
pub const F_INET_IN: Oid = 910;
/// `inet_out(inet)`.
pub const F_INET_OUT: Oid = 911;
/// `flt8_mul_cash(double precision, money)`.
pub const F_FLT8_MUL_CASH: Oid = 919;
/// `network_eq(inet, inet)`.
pub const F_NETWORK_EQ: Oid = 920;
/// `network_lt(inet, inet)`.
pub const F_NETWORK_LT: Oid = 921;
/// `network_le(inet, inet)`.
pub const F_NETWORK_LE: Oid = 922;
/// `network_gt(inet, inet)`.
pub const F_NETWORK_GT: Oid = 923;
/// `network_ge(inet, inet)`.
pub const F_NETWORK_GE: Oid = 924;
/// `network_ne(inet, inet)`.
pub const F_NETWORK_NE: Oid = 925;
/// `network_cmp(inet, inet)`.
pub const F_NETWORK_CMP: Oid = 926;
/// `network_sub(inet, inet)`.
pub const F_NETWORK_SUB: Oid = 927;
/// `network_subeq(inet, inet)`.
pub const F_NETWORK_SUBEQ: Oid = 928;
/// `network_sup(inet, inet)`.
pub const F_NETWORK_SUP: Oid = 929;
/// `network_supeq(inet, inet)`.
pub const F_NETWORK_SUPEQ: Oid = 930;
/// `cash_words(money)`.
pub const F_CASH_WORDS: Oid = 935;
/// `substring(text, integer, integer)`.
pub const F_SUBSTRING_TEXT_INT4_INT4: Oid = 936;
/// `substring(text, integer)`.
pub const F_SUBSTRING_TEXT_INT4: Oid = 937;
/// `generate_series(timestamp without time zone, timestamp without time zone, interval)`.
pub const F_GENERATE_SERIES_TIMESTAMP_TIMESTAMP_INTERVAL: Oid = 938;
/// `generate_series(timestamp with time zone, timestamp with time zone, interval)`.
pub const F_GENERATE_SERIES_TIMESTAMPTZ_TIMESTAMPTZ_INTERVAL: Oid = 939;
/// `mod(smallint, smallint)`.
pub const F_MOD_INT2_INT2: Oid = 940;
/// `mod(integer, integer)`.
pub const F_MOD_INT4_INT4: Oid = 941;
/// `int28mi(smallint, bigint)`.
pub const F_INT28MI: Oid = 942;
/// `int28mul(smallint, bigint)`.
pub const F_INT28MUL: Oid = 943;
/// `char(text)`.
pub const F_CHAR_TEXT: Oid = 944;
/// `int8mod(bigint, bigint)`.
pub const F_INT8MOD: Oid = 945;
/// `text("char")`.
pub const F_TEXT_CHAR: Oid = 946;
/// `mod(bigint, bigint)`.
pub const F_MOD_INT8_INT8: Oid = 947;
/// `int28div(smallint, bigint)`.
pub const F_INT28DIV: Oid = 948;
/// `hashint8(bigint)`.
pub const F_HASHINT8: Oid = 949;
/// `lo_open(oid, integer)`.
pub const F_LO_OPEN: Oid = 952;
/// `lo_close(integer)`.
pub const F_LO_CLOSE: Oid = 953;
/// `loread(integer, integer)`.
pub const F_LOREAD: Oid = 954;
/// `lowrite(integer, bytea)`.
pub const F_LOWRITE: Oid = 955;
/// `lo_lseek(integer, integer, integer)`.
pub const F_LO_LSEEK: Oid = 956;
/// `lo_creat(integer)`.
pub const F_LO_CREAT: Oid = 957;
/// `lo_tell(integer)`.
pub const F_LO_TELL: Oid = 958;
/// `on_pl(point, line)`.
pub const F_ON_PL: Oid = 959;
/// `on_sl(lseg, line)`.
pub const F_ON_SL: Oid = 960;
/// `close_pl(point, line)`.
pub const F_CLOSE_PL: Oid = 961;
/// `lo_unlink(oid)`.
pub const F_LO_UNLINK: Oid = 964;
/// `hashbpcharextended(character, bigint)`.
pub const F_HASHBPCHAREXTENDED: Oid = 972;
/// `path_inter(path, path)`.
pub const F_PATH_INTER: Oid = 973;
/// `area(box)`.
pub const F_AREA_BOX: Oid = 975;
/// `width(box)`.
pub const F_WIDTH: Oid = 976;
/// `height(box)`.
pub const F_HEIGHT: Oid = 977;
/// `box_distance(box, box)`.
pub const F_BOX_DISTANCE: Oid = 978;
/// `area(path)`.
pub const F_AREA_PATH: Oid = 979;
/// `box_intersect(box, box)`.
pub const F_BOX_INTERSECT: Oid = 980;
/// `diagonal(box)`.
pub const F_DIAGONAL: Oid = 981;
/// `path_n_lt(path, path)`.
pub const F_PATH_N_LT: Oid = 982;
/// `path_n_gt(path, path)`.
pub const F_PATH_N_GT: Oid = 983;
/// `path_n_eq(path, path)`.
pub const F_PATH_N_EQ: Oid = 984;
/// `path_n_le(path, path)`.
pub const F_PATH_N_LE: Oid = 985;
/// `path_n_ge(path, path)`.
pub const F_PATH_N_GE: Oid = 986;
/// `path_length(path)`.
pub const F_PATH_LENGTH: Oid = 987;
/// `point_ne(point, point)`.
pub const F_POINT_NE: Oid = 988;
/// `point_vert(point, point)`.
pub const F_POINT_VERT: Oid = 989;
/// `point_horiz(point, point)`.
pub const F_POINT_HORIZ: Oid = 990;
/// `point_distance(point, point)`.
pub const F_POINT_DISTANCE: Oid = 991;
/// `slope(point, point)`.
pub const F_SLOPE: Oid = 992;
/// `lseg(point, point)`.
pub const F_LSEG_POINT_POINT: Oid = 993;
/// `lseg_intersect(lseg, lseg)`.
pub const F_LSEG_INTERSECT: Oid = 994;
/// `lseg_parallel(lseg, lseg)`.
pub const F_LSEG_PARALLEL: Oid = 995;
/// `lseg_perp(lseg, lseg)`.
pub const F_LSEG_PERP: Oid = 996;
/// `lseg_vertical(lseg)`.
pub const F_LSEG_VERTICAL: Oid = 997;
/// `lseg_horizontal(lseg)`.
pub const F_LSEG_HORIZONTAL: Oid = 998;
/// `lseg_eq(lseg, lseg)`.
pub const F_LSEG_EQ: Oid = 999;
/// `lo_truncate(integer, integer)`.
pub const F_LO_TRUNCATE: Oid = 1004;
/// `textlike_support(internal)`.
pub const F_TEXTLIKE_SUPPORT: Oid = 1023;
/// `texticregexeq_support(internal)`.
pub const F_TEXTICREGEXEQ_SUPPORT: Oid = 1024;
/// `texticlike_support(internal)`.
pub const F_TEXTICLIKE_SUPPORT: Oid = 1025;
/// `timezone(interval, timestamp with time zone)`.
pub const F_TIMEZONE_INTERVAL_TIMESTAMPTZ: Oid = 1026;
/// `gist_point_compress(internal)`.
pub const F_GIST_POINT_COMPRESS: Oid = 1030;
/// `aclitemin(cstring)`.
pub const F_ACLITEMIN: Oid = 1031;
/// `aclitemout(aclitem)`.
pub const F_ACLITEMOUT: Oid = 1032;
/// `aclinsert(aclitem[], aclitem)`.
pub const F_ACLINSERT: Oid = 1035;
/// `aclremove(aclitem[], aclitem)`.
pub const F_ACLREMOVE: Oid = 1036;
/// `aclcontains(aclitem[], aclitem)`.
pub const F_ACLCONTAINS: Oid = 1037;
/// `getdatabaseencoding()`.
pub const F_GETDATABASEENCODING: Oid = 1039;
/// `bpcharin(cstring, oid, integer)`.
pub const F_BPCHARIN: Oid = 1044;
/// `bpcharout(character)`.
pub const F_BPCHAROUT: Oid = 1045;
/// `varcharin(cstring, oid, integer)`.
pub const F_VARCHARIN: Oid = 1046;
/// `varcharout(character varying)`.
pub const F_VARCHAROUT: Oid = 1047;
/// `bpchareq(character, character)`.
pub const F_BPCHAREQ: Oid = 1048;
/// `bpcharlt(character, character)`.
pub const F_BPCHARLT: Oid = 1049;
/// `bpcharle(character, character)`.
pub const F_BPCHARLE: Oid = 1050;
/// `bpchargt(character, character)`.
pub const F_BPCHARGT: Oid = 1051;
/// `bpcharge(character, character)`.
pub const F_BPCHARGE: Oid = 1052;
/// `bpcharne(character, character)`.
pub const F_BPCHARNE: Oid = 1053;
/// `aclitemeq(aclitem, aclitem)`.
pub const F_ACLITEMEQ: Oid = 1062;
/// `bpchar_larger(character, character)`.
pub const F_BPCHAR_LARGER: Oid = 1063;
/// `bpchar_smaller(character, character)`.
pub const F_BPCHAR_SMALLER: Oid = 1064;
/// `pg_prepared_xact(OUT transaction xid, OUT gid text, OUT prepared timestamp with time zone, OUT ownerid oid, OUT dbid oid)`.
pub const F_PG_PREPARED_XACT: Oid = 1065;
/// `generate_series(integer, integer, integer)`.
pub const F_GENERATE_SERIES_INT4_INT4_INT4: Oid = 1066;
/// `generate_series(integer, integer)`.
pub const F_GENERATE_SERIES_INT4_INT4: Oid = 1067;
/// `generate_series(bigint, bigint, bigint)`.
pub const F_GENERATE_SERIES_INT8_INT8_INT8: Oid = 1068;
/// `generate_series(bigint, bigint)`.
pub const F_GENERATE_SERIES_INT8_INT8: Oid = 1069;
/// `bpcharcmp(character, character)`.
pub const F_BPCHARCMP: Oid = 1078;
/// `regclass(text)`.
pub const F_REGCLASS: Oid = 1079;
/// `hashbpchar(character)`.
pub const F_HASHBPCHAR: Oid = 1080;
/// `format_type(oid, integer)`.
pub const F_FORMAT_TYPE: Oid = 1081;
/// `date_in(cstring)`.
pub const F_DATE_IN: Oid = 1084;
/// `date_out(date)`.
pub const F_DATE_OUT: Oid = 1085;
/// `date_eq(date, date)`.
pub const F_DATE_EQ: Oid = 1086;
/// `date_lt(date, date)`.
pub const F_DATE_LT: Oid = 1087;
/// `date_le(date, date)`.
pub const F_DATE_LE: Oid = 1088;
/// `date_gt(date, date)`.
pub const F_DATE_GT: Oid = 1089;
/// `date_ge(date, date)`.
pub const F_DATE_GE: Oid = 1090;
/// `date_ne(date, date)`.
pub const F_DATE_NE: Oid = 1091;
/// `date_cmp(date, date)`.
pub const F_DATE_CMP: Oid = 1092;
/// `time_lt(time without time zone, time without time zone)`.
pub const F_TIME_LT: Oid = 1102;
/// `time_le(time without time zone, time without time zone)`.
pub const F_TIME_LE: Oid = 1103;
/// `time_gt(time without time zone, time without time zone)`.
pub const F_TIME_GT: Oid = 1104;
/// `time_ge(time without time zone, time without time zone)`.
pub const F_TIME_GE: Oid = 1105;
/// `time_ne(time without time zone, time without time zone)`.
pub const F_TIME_NE: Oid = 1106;
/// `time_cmp(time without time zone, time without time zone)`.
pub const F_TIME_CMP: Oid = 1107;
/// `pg_stat_get_wal(OUT wal_records bigint, OUT wal_fpi bigint, OUT wal_bytes numeric, OUT wal_buffers_full bigint, OUT wal_write bigint, OUT wal_sync bigint, OUT wal_write_time double precision, OUT wal_sync_time double precision, OUT stats_reset timestamp with time zone)`.
pub const F_PG_STAT_GET_WAL: Oid = 1136;
/// `pg_get_wal_replay_pause_state()`.
pub const F_PG_GET_WAL_REPLAY_PAUSE_STATE: Oid = 1137;
/// `date_larger(date, date)`.
pub const F_DATE_LARGER: Oid = 1138;
/// `date_smaller(date, date)`.
pub const F_DATE_SMALLER: Oid = 1139;
/// `date_mi(date, date)`.
pub const F_DATE_MI: Oid = 1140;
/// `date_pli(date, integer)`.
pub const F_DATE_PLI: Oid = 1141;
/// `date_mii(date, integer)`.
pub const F_DATE_MII: Oid = 1142;
/// `time_in(cstring, oid, integer)`.
pub const F_TIME_IN: Oid = 1143;
/// `time_out(time without time zone)`.
pub const F_TIME_OUT: Oid = 1144;
/// `time_eq(time without time zone, time without time zone)`.
pub const F_TIME_EQ: Oid = 1145;
/// `circle_add_pt(circle, point)`.
pub const F_CIRCLE_ADD_PT: Oid = 1146;
/// `circle_sub_pt(circle, point)`.
pub const F_CIRCLE_SUB_PT: Oid = 1147;
/// `circle_mul_pt(circle, point)`.
pub const F_CIRCLE_MUL_PT: Oid = 1148;
/// `circle_div_pt(circle, point)`.
pub const F_CIRCLE_DIV_PT: Oid = 1149;
/// `timestamptz_in(cstring, oid, integer)`.
pub const F_TIMESTAMPTZ_IN: Oid = 1150;
/// `timestamptz_out(timestamp with time zone)`.
pub const F_TIMESTAMPTZ_OUT: Oid = 1151;
/// `timestamptz_eq(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_EQ: Oid = 1152;
/// `timestamptz_ne(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_NE: Oid = 1153;
/// `timestamptz_lt(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_LT: Oid = 1154;
/// `timestamptz_le(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_LE: Oid = 1155;
/// `timestamptz_ge(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_GE: Oid = 1156;
/// `timestamptz_gt(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_GT: Oid = 1157;
/// `to_timestamp(double precision)`.
pub const F_TO_TIMESTAMP_FLOAT8: Oid = 1158;
/// `timezone(text, timestamp with time zone)`.
pub const F_TIMEZONE_TEXT_TIMESTAMPTZ: Oid = 1159;
/// `interval_in(cstring, oid, integer)`.
pub const F_INTERVAL_IN: Oid = 1160;
/// `interval_out(interval)`.
pub const F_INTERVAL_OUT: Oid = 1161;
/// `interval_eq(interval, interval)`.
pub const F_INTERVAL_EQ: Oid = 1162;
/// `interval_ne(interval, interval)`.
pub const F_INTERVAL_NE: Oid = 1163;
/// `interval_lt(interval, interval)`.
pub const F_INTERVAL_LT: Oid = 1164;
/// `interval_le(interval, interval)`.
pub const F_INTERVAL_LE: Oid = 1165;
/// `interval_ge(interval, interval)`.
pub const F_INTERVAL_GE: Oid = 1166;
/// `interval_gt(interval, interval)`.
pub const F_INTERVAL_GT: Oid = 1167;
/// `interval_um(interval)`.
pub const F_INTERVAL_UM: Oid = 1168;
/// `interval_pl(interval, interval)`.
pub const F_INTERVAL_PL: Oid = 1169;
/// `interval_mi(interval, interval)`.
pub const F_INTERVAL_MI: Oid = 1170;
/// `date_part(text, timestamp with time zone)`.
pub const F_DATE_PART_TEXT_TIMESTAMPTZ: Oid = 1171;
/// `date_part(text, interval)`.
pub const F_DATE_PART_TEXT_INTERVAL: Oid = 1172;
/// `network_subset_support(internal)`.
pub const F_NETWORK_SUBSET_SUPPORT: Oid = 1173;
/// `timestamptz(date)`.
pub const F_TIMESTAMPTZ_DATE: Oid = 1174;
/// `justify_hours(interval)`.
pub const F_JUSTIFY_HOURS: Oid = 1175;
/// `timestamptz(date, time without time zone)`.
pub const F_TIMESTAMPTZ_DATE_TIME: Oid = 1176;
/// `jsonb_path_exists_tz(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_EXISTS_TZ: Oid = 1177;
/// `date(timestamp with time zone)`.
pub const F_DATE_TIMESTAMPTZ: Oid = 1178;
/// `jsonb_path_query_tz(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_QUERY_TZ: Oid = 1179;
/// `jsonb_path_query_array_tz(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_QUERY_ARRAY_TZ: Oid = 1180;
/// `age(xid)`.
pub const F_AGE_XID: Oid = 1181;
/// `timestamptz_mi(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_MI: Oid = 1188;
/// `timestamptz_pl_interval(timestamp with time zone, interval)`.
pub const F_TIMESTAMPTZ_PL_INTERVAL: Oid = 1189;
/// `timestamptz_mi_interval(timestamp with time zone, interval)`.
pub const F_TIMESTAMPTZ_MI_INTERVAL: Oid = 1190;
/// `generate_subscripts(anyarray, integer, boolean)`.
pub const F_GENERATE_SUBSCRIPTS_ANYARRAY_INT4_BOOL: Oid = 1191;
/// `generate_subscripts(anyarray, integer)`.
pub const F_GENERATE_SUBSCRIPTS_ANYARRAY_INT4: Oid = 1192;
/// `array_fill(anyelement, integer[])`.
pub const F_ARRAY_FILL_ANYELEMENT__INT4: Oid = 1193;
/// `log10(double precision)`.
pub const F_LOG10_FLOAT8: Oid = 1194;
/// `timestamptz_smaller(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_SMALLER: Oid = 1195;
/// `timestamptz_larger(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_LARGER: Oid = 1196;
/// `interval_smaller(interval, interval)`.
pub const F_INTERVAL_SMALLER: Oid = 1197;
/// `interval_larger(interval, interval)`.
pub const F_INTERVAL_LARGER: Oid = 1198;
/// `age(timestamp with time zone, timestamp with time zone)`.
pub const F_AGE_TIMESTAMPTZ_TIMESTAMPTZ: Oid = 1199;
/// `interval(interval, integer)`.
pub const F_INTERVAL_INTERVAL_INT4: Oid = 1200;
/// `obj_description(oid, name)`.
pub const F_OBJ_DESCRIPTION_OID_NAME: Oid = 1215;
/// `col_description(oid, integer)`.
pub const F_COL_DESCRIPTION: Oid = 1216;
/// `date_trunc(text, timestamp with time zone)`.
pub const F_DATE_TRUNC_TEXT_TIMESTAMPTZ: Oid = 1217;
/// `date_trunc(text, interval)`.
pub const F_DATE_TRUNC_TEXT_INTERVAL: Oid = 1218;
/// `int8inc(bigint)`.
pub const F_INT8INC: Oid = 1219;
/// `int8abs(bigint)`.
pub const F_INT8ABS: Oid = 1230;
/// `int8larger(bigint, bigint)`.
pub const F_INT8LARGER: Oid = 1236;
/// `int8smaller(bigint, bigint)`.
pub const F_INT8SMALLER: Oid = 1237;
/// `texticregexeq(text, text)`.
pub const F_TEXTICREGEXEQ: Oid = 1238;
/// `texticregexne(text, text)`.
pub const F_TEXTICREGEXNE: Oid = 1239;
/// `nameicregexeq(name, text)`.
pub const F_NAMEICREGEXEQ: Oid = 1240;
/// `nameicregexne(name, text)`.
pub const F_NAMEICREGEXNE: Oid = 1241;
/// `boolin(cstring)`.
pub const F_BOOLIN: Oid = 1242;
/// `boolout(boolean)`.
pub const F_BOOLOUT: Oid = 1243;
/// `byteain(cstring)`.
pub const F_BYTEAIN: Oid = 1244;
/// `charin(cstring)`.
pub const F_CHARIN: Oid = 1245;
/// `charlt("char", "char")`.
pub const F_CHARLT: Oid = 1246;
/// `unique_key_recheck()`.
pub const F_UNIQUE_KEY_RECHECK: Oid = 1250;
/// `int4abs(integer)`.
pub const F_INT4ABS: Oid = 1251;
/// `nameregexne(name, text)`.
pub const F_NAMEREGEXNE: Oid = 1252;
/// `int2abs(smallint)`.
pub const F_INT2ABS: Oid = 1253;
/// `textregexeq(text, text)`.
pub const F_TEXTREGEXEQ: Oid = 1254;
/// `textregexne(text, text)`.
pub const F_TEXTREGEXNE: Oid = 1256;
/// `textlen(text)`.
pub const F_TEXTLEN: Oid = 1257;
/// `textcat(text, text)`.
pub const F_TEXTCAT: Oid = 1258;
/// `pg_char_to_encoding(name)`.
pub const F_PG_CHAR_TO_ENCODING: Oid = 1264;
/// `tidne(tid, tid)`.
pub const F_TIDNE: Oid = 1265;
/// `cidr_in(cstring)`.
pub const F_CIDR_IN: Oid = 1267;
/// `parse_ident(str text, strict boolean)`.
pub const F_PARSE_IDENT: Oid = 1268;
/// `pg_column_size("any")`.
pub const F_PG_COLUMN_SIZE: Oid = 1269;
/// `overlaps(time with time zone, time with time zone, time with time zone, time with time zone)`.
pub const F_OVERLAPS_TIMETZ_TIMETZ_TIMETZ_TIMETZ: Oid = 1271;
/// `datetime_pl(date, time without time zone)`.
pub const F_DATETIME_PL: Oid = 1272;
/// `date_part(text, time with time zone)`.
pub const F_DATE_PART_TEXT_TIMETZ: Oid = 1273;
/// `int84pl(bigint, integer)`.
pub const F_INT84PL: Oid = 1274;
/// `int84mi(bigint, integer)`.
pub const F_INT84MI: Oid = 1275;
/// `int84mul(bigint, integer)`.
pub const F_INT84MUL: Oid = 1276;
/// `int84div(bigint, integer)`.
pub const F_INT84DIV: Oid = 1277;
/// `int48pl(integer, bigint)`.
pub const F_INT48PL: Oid = 1278;
/// `int48mi(integer, bigint)`.
pub const F_INT48MI: Oid = 1279;
/// `int48mul(integer, bigint)`.
pub const F_INT48MUL: Oid = 1280;
/// `int48div(integer, bigint)`.
pub const F_INT48DIV: Oid = 1281;
/// `quote_ident(text)`.
pub const F_QUOTE_IDENT: Oid = 1282;
/// `quote_literal(text)`.
pub const F_QUOTE_LITERAL_TEXT: Oid = 1283;
/// `date_trunc(text, timestamp with time zone, text)`.
pub const F_DATE_TRUNC_TEXT_TIMESTAMPTZ_TEXT: Oid = 1284;
/// `quote_literal(anyelement)`.
pub const F_QUOTE_LITERAL_ANYELEMENT: Oid = 1285;
/// `array_fill(anyelement, integer[], integer[])`.
pub const F_ARRAY_FILL_ANYELEMENT__INT4__INT4: Oid = 1286;
/// `oid(bigint)`.
pub const F_OID: Oid = 1287;
/// `int8(oid)`.
pub const F_INT8_OID: Oid = 1288;
/// `quote_nullable(text)`.
pub const F_QUOTE_NULLABLE_TEXT: Oid = 1289;
/// `quote_nullable(anyelement)`.
pub const F_QUOTE_NULLABLE_ANYELEMENT: Oid = 1290;
/// `suppress_redundant_updates_trigger()`.
pub const F_SUPPRESS_REDUNDANT_UPDATES_TRIGGER: Oid = 1291;
/// `tideq(tid, tid)`.
pub const F_TIDEQ: Oid = 1292;
/// `unnest(anymultirange)`.
pub const F_UNNEST_ANYMULTIRANGE: Oid = 1293;
/// `currtid2(text, tid)`.
pub const F_CURRTID2: Oid = 1294;
/// `justify_days(interval)`.
pub const F_JUSTIFY_DAYS: Oid = 1295;
/// `timedate_pl(time without time zone, date)`.
pub const F_TIMEDATE_PL: Oid = 1296;
/// `datetimetz_pl(date, time with time zone)`.
pub const F_DATETIMETZ_PL: Oid = 1297;
/// `timetzdate_pl(time with time zone, date)`.
pub const F_TIMETZDATE_PL: Oid = 1298;
/// `now()`.
pub const F_NOW: Oid = 1299;
/// `positionsel(internal, oid, internal, integer)`.
pub const F_POSITIONSEL: Oid = 1300;
/// `positionjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_POSITIONJOINSEL: Oid = 1301;
/// `contsel(internal, oid, internal, integer)`.
pub const F_CONTSEL: Oid = 1302;
/// `contjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_CONTJOINSEL: Oid = 1303;
/// `overlaps(timestamp with time zone, timestamp with time zone, timestamp with time zone, timestamp with time zone)`.
pub const F_OVERLAPS_TIMESTAMPTZ_TIMESTAMPTZ_TIMESTAMPTZ_TIMESTAMPTZ: Oid = 1304;
/// `overlaps(timestamp with time zone, interval, timestamp with time zone, interval)`.
pub const F_OVERLAPS_TIMESTAMPTZ_INTERVAL_TIMESTAMPTZ_INTERVAL: Oid = 1305;
/// `overlaps(timestamp with time zone, timestamp with time zone, timestamp with time zone, interval)`.
pub const F_OVERLAPS_TIMESTAMPTZ_TIMESTAMPTZ_TIMESTAMPTZ_INTERVAL: Oid = 1306;
/// `overlaps(timestamp with time zone, interval, timestamp with time zone, timestamp with time zone)`.
pub const F_OVERLAPS_TIMESTAMPTZ_INTERVAL_TIMESTAMPTZ_TIMESTAMPTZ: Oid = 1307;
/// `overlaps(time without time zone, time without time zone, time without time zone, time without time zone)`.
pub const F_OVERLAPS_TIME_TIME_TIME_TIME: Oid = 1308;
/// `overlaps(time without time zone, interval, time without time zone, interval)`.
pub const F_OVERLAPS_TIME_INTERVAL_TIME_INTERVAL: Oid = 1309;
/// `overlaps(time without time zone, time without time zone, time without time zone, interval)`.
pub const F_OVERLAPS_TIME_TIME_TIME_INTERVAL: Oid = 1310;
/// `overlaps(time without time zone, interval, time without time zone, time without time zone)`.
pub const F_OVERLAPS_TIME_INTERVAL_TIME_TIME: Oid = 1311;
/// `timestamp_in(cstring, oid, integer)`.
pub const F_TIMESTAMP_IN: Oid = 1312;
/// `timestamp_out(timestamp without time zone)`.
pub const F_TIMESTAMP_OUT: Oid = 1313;
/// `timestamptz_cmp(timestamp with time zone, timestamp with time zone)`.
pub const F_TIMESTAMPTZ_CMP: Oid = 1314;
/// `interval_cmp(interval, interval)`.
pub const F_INTERVAL_CMP: Oid = 1315;
/// `time(timestamp without time zone)`.
pub const F_TIME_TIMESTAMP: Oid = 1316;
/// `length(text)`.
pub const F_LENGTH_TEXT: Oid = 1317;
/// `length(character)`.
pub const F_LENGTH_BPCHAR: Oid = 1318;
/// `xideqint4(xid, integer)`.
pub const F_XIDEQINT4: Oid = 1319;
/// `interval_div(interval, double precision)`.
pub const F_INTERVAL_DIV: Oid = 1326;
/// `dlog10(double precision)`.
pub const F_DLOG10: Oid = 1339;
/// `log(double precision)`.
pub const F_LOG_FLOAT8: Oid = 1340;
/// `ln(double precision)`.
pub const F_LN_FLOAT8: Oid = 1341;
/// `round(double precision)`.
pub const F_ROUND_FLOAT8: Oid = 1342;
/// `trunc(double precision)`.
pub const F_TRUNC_FLOAT8: Oid = 1343;
/// `sqrt(double precision)`.
pub const F_SQRT_FLOAT8: Oid = 1344;
/// `cbrt(double precision)`.
pub const F_CBRT: Oid = 1345;
/// `pow(double precision, double precision)`.
pub const F_POW_FLOAT8_FLOAT8: Oid = 1346;
/// `exp(double precision)`.
pub const F_EXP_FLOAT8: Oid = 1347;
/// `obj_description(oid)`.
pub const F_OBJ_DESCRIPTION_OID: Oid = 1348;
/// `oidvectortypes(oidvector)`.
pub const F_OIDVECTORTYPES: Oid = 1349;
/// `timetz_in(cstring, oid, integer)`.
pub const F_TIMETZ_IN: Oid = 1350;
/// `timetz_out(time with time zone)`.
pub const F_TIMETZ_OUT: Oid = 1351;
/// `timetz_eq(time with time zone, time with time zone)`.
pub const F_TIMETZ_EQ: Oid = 1352;
/// `timetz_ne(time with time zone, time with time zone)`.
pub const F_TIMETZ_NE: Oid = 1353;
/// `timetz_lt(time with time zone, time with time zone)`.
pub const F_TIMETZ_LT: Oid = 1354;
/// `timetz_le(time with time zone, time with time zone)`.
pub const F_TIMETZ_LE: Oid = 1355;
/// `timetz_ge(time with time zone, time with time zone)`.
pub const F_TIMETZ_GE: Oid = 1356;
/// `timetz_gt(time with time zone, time with time zone)`.
pub const F_TIMETZ_GT: Oid = 1357;
/// `timetz_cmp(time with time zone, time with time zone)`.
pub const F_TIMETZ_CMP: Oid = 1358;
/// `timestamptz(date, time with time zone)`.
pub const F_TIMESTAMPTZ_DATE_TIMETZ: Oid = 1359;
/// `hostmask(inet)`.
pub const F_HOSTMASK: Oid = 1362;
/// `textregexeq_support(internal)`.
pub const F_TEXTREGEXEQ_SUPPORT: Oid = 1364;
/// `makeaclitem(oid, oid, text, boolean)`.
pub const F_MAKEACLITEM: Oid = 1365;
/// `character_length(character)`.
pub const F_CHARACTER_LENGTH_BPCHAR: Oid = 1367;
/// `power(double precision, double precision)`.
pub const F_POWER_FLOAT8_FLOAT8: Oid = 1368;
/// `character_length(text)`.
pub const F_CHARACTER_LENGTH_TEXT: Oid = 1369;
/// `interval(time without time zone)`.
pub const F_INTERVAL_TIME: Oid = 1370;
/// `pg_lock_status(OUT locktype text, OUT database oid, OUT relation oid, OUT page integer, OUT tuple smallint, OUT virtualxid text, OUT transactionid xid, OUT classid oid, OUT objid oid, OUT objsubid smallint, OUT virtualtransaction text, OUT pid integer, OUT mode text, OUT granted boolean, OUT fastpath boolean, OUT waitstart timestamp with time zone)`.
pub const F_PG_LOCK_STATUS: Oid = 1371;
/// `char_length(character)`.
pub const F_CHAR_LENGTH_BPCHAR: Oid = 1372;
/// `isfinite(date)`.
pub const F_ISFINITE_DATE: Oid = 1373;
/// `octet_length(text)`.
pub const F_OCTET_LENGTH_TEXT: Oid = 1374;
/// `octet_length(character)`.
pub const F_OCTET_LENGTH_BPCHAR: Oid = 1375;
/// `factorial(bigint)`.
pub const F_FACTORIAL: Oid = 1376;
/// `time_larger(time without time zone, time without time zone)`.
pub const F_TIME_LARGER: Oid = 1377;
/// `time_smaller(time without time zone, time without time zone)`.
pub const F_TIME_SMALLER: Oid = 1378;
/// `timetz_larger(time with time zone, time with time zone)`.
pub const F_TIMETZ_LARGER: Oid = 1379;
/// `timetz_smaller(time with time zone, time with time zone)`.
pub const F_TIMETZ_SMALLER: Oid = 1380;
/// `char_length(text)`.
pub const F_CHAR_LENGTH_TEXT: Oid = 1381;
/// `date_part(text, date)`.
pub const F_DATE_PART_TEXT_DATE: Oid = 1384;
/// `date_part(text, time without time zone)`.
pub const F_DATE_PART_TEXT_TIME: Oid = 1385;
/// `age(timestamp with time zone)`.
pub const F_AGE_TIMESTAMPTZ: Oid = 1386;
/// `pg_get_constraintdef(oid)`.
pub const F_PG_GET_CONSTRAINTDEF_OID: Oid = 1387;
/// `timetz(timestamp with time zone)`.
pub const F_TIMETZ_TIMESTAMPTZ: Oid = 1388;
/// `isfinite(timestamp with time zone)`.
pub const F_ISFINITE_TIMESTAMPTZ: Oid = 1389;
/// `isfinite(interval)`.
pub const F_ISFINITE_INTERVAL: Oid = 1390;
/// `pg_stat_get_backend_start(integer)`.
pub const F_PG_STAT_GET_BACKEND_START: Oid = 1391;
/// `pg_stat_get_backend_client_addr(integer)`.
pub const F_PG_STAT_GET_BACKEND_CLIENT_ADDR: Oid = 1392;
/// `pg_stat_get_backend_client_port(integer)`.
pub const F_PG_STAT_GET_BACKEND_CLIENT_PORT: Oid = 1393;
/// `abs(real)`.
pub const F_ABS_FLOAT4: Oid = 1394;
/// `abs(double precision)`.
pub const F_ABS_FLOAT8: Oid = 1395;
/// `abs(bigint)`.
pub const F_ABS_INT8: Oid = 1396;
/// `abs(integer)`.
pub const F_ABS_INT4: Oid = 1397;
/// `abs(smallint)`.
pub const F_ABS_INT2: Oid = 1398;
/// `name(character varying)`.
pub const F_NAME_VARCHAR: Oid = 1400;
/// `varchar(name)`.
pub const F_VARCHAR_NAME: Oid = 1401;
/// `current_schema()`.
pub const F_CURRENT_SCHEMA: Oid = 1402;
/// `current_schemas(boolean)`.
pub const F_CURRENT_SCHEMAS: Oid = 1403;
/// `overlay(text, text, integer, integer)`.
pub const F_OVERLAY_TEXT_TEXT_INT4_INT4: Oid = 1404;
/// `overlay(text, text, integer)`.
pub const F_OVERLAY_TEXT_TEXT_INT4: Oid = 1405;
/// `isvertical(point, point)`.
pub const F_ISVERTICAL_POINT_POINT: Oid = 1406;
/// `ishorizontal(point, point)`.
pub const F_ISHORIZONTAL_POINT_POINT: Oid = 1407;
/// `isparallel(lseg, lseg)`.
pub const F_ISPARALLEL_LSEG_LSEG: Oid = 1408;
/// `isperp(lseg, lseg)`.
pub const F_ISPERP_LSEG_LSEG: Oid = 1409;
/// `isvertical(lseg)`.
pub const F_ISVERTICAL_LSEG: Oid = 1410;
/// `ishorizontal(lseg)`.
pub const F_ISHORIZONTAL_LSEG: Oid = 1411;
/// `isparallel(line, line)`.
pub const F_ISPARALLEL_LINE_LINE: Oid = 1412;
/// `isperp(line, line)`.
pub const F_ISPERP_LINE_LINE: Oid = 1413;
/// `isvertical(line)`.
pub const F_ISVERTICAL_LINE: Oid = 1414;
/// `ishorizontal(line)`.
pub const F_ISHORIZONTAL_LINE: Oid = 1415;
/// `point(circle)`.
pub const F_POINT_CIRCLE: Oid = 1416;
/// `time(interval)`.
pub const F_TIME_INTERVAL: Oid = 1419;
/// `box(point, point)`.
pub const F_BOX_POINT_POINT: Oid = 1421;
/// `box_add(box, point)`.
pub const F_BOX_ADD: Oid = 1422;
/// `box_sub(box, point)`.
pub const F_BOX_SUB: Oid = 1423;
/// `box_mul(box, point)`.
pub const F_BOX_MUL: Oid = 1424;
/// `box_div(box, point)`.
pub const F_BOX_DIV: Oid = 1425;
/// `path_contain_pt(path, point)`.
pub const F_PATH_CONTAIN_PT: Oid = 1426;
/// `cidr_out(cidr)`.
pub const F_CIDR_OUT: Oid = 1427;
/// `poly_contain_pt(polygon, point)`.
pub const F_POLY_CONTAIN_PT: Oid = 1428;
/// `pt_contained_poly(point, polygon)`.
pub const F_PT_CONTAINED_POLY: Oid = 1429;
/// `isclosed(path)`.
pub const F_ISCLOSED: Oid = 1430;
/// `isopen(path)`.
pub const F_ISOPEN: Oid = 1431;
/// `path_npoints(path)`.
pub const F_PATH_NPOINTS: Oid = 1432;
/// `pclose(path)`.
pub const F_PCLOSE: Oid = 1433;
/// `popen(path)`.
pub const F_POPEN: Oid = 1434;
/// `path_add(path, path)`.
pub const F_PATH_ADD: Oid = 1435;
/// `path_add_pt(path, point)`.
pub const F_PATH_ADD_PT: Oid = 1436;
/// `path_sub_pt(path, point)`.
pub const F_PATH_SUB_PT: Oid = 1437;
/// `path_mul_pt(path, point)`.
pub const F_PATH_MUL_PT: Oid = 1438;
/// `path_div_pt(path, point)`.
pub const F_PATH_DIV_PT: Oid = 1439;
/// `point(double precision, double precision)`.
pub const F_POINT_FLOAT8_FLOAT8: Oid = 1440;
/// `point_add(point, point)`.
pub const F_POINT_ADD: Oid = 1441;
/// `point_sub(point, point)`.
pub const F_POINT_SUB: Oid = 1442;
/// `point_mul(point, point)`.
pub const F_POINT_MUL: Oid = 1443;
/// `point_div(point, point)`.
pub const F_POINT_DIV: Oid = 1444;
/// `poly_npoints(polygon)`.
pub const F_POLY_NPOINTS: Oid = 1445;
/// `box(polygon)`.
pub const F_BOX_POLYGON: Oid = 1446;
/// `path(polygon)`.
pub const F_PATH: Oid = 1447;
/// `polygon(box)`.
pub const F_POLYGON_BOX: Oid = 1448;
/// `polygon(path)`.
pub const F_POLYGON_PATH: Oid = 1449;
/// `circle_in(cstring)`.
pub const F_CIRCLE_IN: Oid = 1450;
/// `circle_out(circle)`.
pub const F_CIRCLE_OUT: Oid = 1451;
/// `circle_same(circle, circle)`.
pub const F_CIRCLE_SAME: Oid = 1452;
/// `circle_contain(circle, circle)`.
pub const F_CIRCLE_CONTAIN: Oid = 1453;
/// `circle_left(circle, circle)`.
pub const F_CIRCLE_LEFT: Oid = 1454;
/// `circle_overleft(circle, circle)`.
pub const F_CIRCLE_OVERLEFT: Oid = 1455;
/// `circle_overright(circle, circle)`.
pub const F_CIRCLE_OVERRIGHT: Oid = 1456;
/// `circle_right(circle, circle)`.
pub const F_CIRCLE_RIGHT: Oid = 1457;
/// `circle_contained(circle, circle)`.
pub const F_CIRCLE_CONTAINED: Oid = 1458;
/// `circle_overlap(circle, circle)`.
pub const F_CIRCLE_OVERLAP: Oid = 1459;
/// `circle_below(circle, circle)`.
pub const F_CIRCLE_BELOW: Oid = 1460;
/// `circle_above(circle, circle)`.
pub const F_CIRCLE_ABOVE: Oid = 1461;
/// `circle_eq(circle, circle)`.
pub const F_CIRCLE_EQ: Oid = 1462;
/// `circle_ne(circle, circle)`.
pub const F_CIRCLE_NE: Oid = 1463;
/// `circle_lt(circle, circle)`.
pub const F_CIRCLE_LT: Oid = 1464;
/// `circle_gt(circle, circle)`.
pub const F_CIRCLE_GT: Oid = 1465;
/// `circle_le(circle, circle)`.
pub const F_CIRCLE_LE: Oid = 1466;
/// `circle_ge(circle, circle)`.
pub const F_CIRCLE_GE: Oid = 1467;
/// `area(circle)`.
pub const F_AREA_CIRCLE: Oid = 1468;
/// `diameter(circle)`.
pub const F_DIAMETER: Oid = 1469;
/// `radius(circle)`.
pub const F_RADIUS: Oid = 1470;
/// `circle_distance(circle, circle)`.
pub const F_CIRCLE_DISTANCE: Oid = 1471;
/// `circle_center(circle)`.
pub const F_CIRCLE_CENTER: Oid = 1472;
/// `circle(point, double precision)`.
pub const F_CIRCLE_POINT_FLOAT8: Oid = 1473;
/// `circle(polygon)`.
pub const F_CIRCLE_POLYGON: Oid = 1474;
/// `polygon(integer, circle)`.
pub const F_POLYGON_INT4_CIRCLE: Oid = 1475;
/// `dist_pc(point, circle)`.
pub const F_DIST_PC: Oid = 1476;
/// `circle_contain_pt(circle, point)`.
pub const F_CIRCLE_CONTAIN_PT: Oid = 1477;
/// `pt_contained_circle(point, circle)`.
pub const F_PT_CONTAINED_CIRCLE: Oid = 1478;
/// `circle(box)`.
pub const F_CIRCLE_BOX: Oid = 1479;
/// `box(circle)`.
pub const F_BOX_CIRCLE: Oid = 1480;
/// `log10(numeric)`.
pub const F_LOG10_NUMERIC: Oid = 1481;
/// `lseg_ne(lseg, lseg)`.
pub const F_LSEG_NE: Oid = 1482;
/// `lseg_lt(lseg, lseg)`.
pub const F_LSEG_LT: Oid = 1483;
/// `lseg_le(lseg, lseg)`.
pub const F_LSEG_LE: Oid = 1484;
/// `lseg_gt(lseg, lseg)`.
pub const F_LSEG_GT: Oid = 1485;
/// `lseg_ge(lseg, lseg)`.
pub const F_LSEG_GE: Oid = 1486;
/// `lseg_length(lseg)`.
pub const F_LSEG_LENGTH: Oid = 1487;
/// `close_ls(line, lseg)`.
pub const F_CLOSE_LS: Oid = 1488;
/// `close_lseg(lseg, lseg)`.
pub const F_CLOSE_LSEG: Oid = 1489;
/// `line_in(cstring)`.
pub const F_LINE_IN: Oid = 1490;
/// `line_out(line)`.
pub const F_LINE_OUT: Oid = 1491;
/// `line_eq(line, line)`.
pub const F_LINE_EQ: Oid = 1492;
/// `line(point, point)`.
pub const F_LINE: Oid = 1493;
/// `line_interpt(line, line)`.
pub const F_LINE_INTERPT: Oid = 1494;
/// `line_intersect(line, line)`.
pub const F_LINE_INTERSECT: Oid = 1495;
/// `line_parallel(line, line)`.
pub const F_LINE_PARALLEL: Oid = 1496;
/// `line_perp(line, line)`.
pub const F_LINE_PERP: Oid = 1497;
/// `line_vertical(line)`.
pub const F_LINE_VERTICAL: Oid = 1498;
/// `line_horizontal(line)`.
pub const F_LINE_HORIZONTAL: Oid = 1499;
/// `length(lseg)`.
pub const F_LENGTH_LSEG: Oid = 1530;
/// `length(path)`.
pub const F_LENGTH_PATH: Oid = 1531;
/// `point(lseg)`.
pub const F_POINT_LSEG: Oid = 1532;
/// `point(box)`.
pub const F_POINT_BOX: Oid = 1534;
/// `point(polygon)`.
pub const F_POINT_POLYGON: Oid = 1540;
/// `lseg(box)`.
pub const F_LSEG_BOX: Oid = 1541;
/// `center(box)`.
pub const F_CENTER_BOX: Oid = 1542;
/// `center(circle)`.
pub const F_CENTER_CIRCLE: Oid = 1543;
/// `polygon(circle)`.
pub const F_POLYGON_CIRCLE: Oid = 1544;
/// `npoints(path)`.
pub const F_NPOINTS_PATH: Oid = 1545;
/// `npoints(polygon)`.
pub const F_NPOINTS_POLYGON: Oid = 1556;
/// `bit_in(cstring, oid, integer)`.
pub const F_BIT_IN: Oid = 1564;
/// `bit_out(bit)`.
pub const F_BIT_OUT: Oid = 1565;
/// `like(text, text)`.
pub const F_LIKE_TEXT_TEXT: Oid = 1569;
/// `notlike(text, text)`.
pub const F_NOTLIKE_TEXT_TEXT: Oid = 1570;
/// `like(name, text)`.
pub const F_LIKE_NAME_TEXT: Oid = 1571;
/// `notlike(name, text)`.
pub const F_NOTLIKE_NAME_TEXT: Oid = 1572;
/// `pg_get_ruledef(oid)`.
pub const F_PG_GET_RULEDEF_OID: Oid = 1573;
/// `nextval(regclass)`.
pub const F_NEXTVAL: Oid = 1574;
/// `currval(regclass)`.
pub const F_CURRVAL: Oid = 1575;
/// `setval(regclass, bigint)`.
pub const F_SETVAL_REGCLASS_INT8: Oid = 1576;
/// `varbit_in(cstring, oid, integer)`.
pub const F_VARBIT_IN: Oid = 1579;
/// `varbit_out(bit varying)`.
pub const F_VARBIT_OUT: Oid = 1580;
/// `biteq(bit, bit)`.
pub const F_BITEQ: Oid = 1581;
/// `bitne(bit, bit)`.
pub const F_BITNE: Oid = 1582;
/// `bitge(bit, bit)`.
pub const F_BITGE: Oid = 1592;
/// `bitgt(bit, bit)`.
pub const F_BITGT: Oid = 1593;
/// `bitle(bit, bit)`.
pub const F_BITLE: Oid = 1594;
/// `bitlt(bit, bit)`.
pub const F_BITLT: Oid = 1595;
/// `bitcmp(bit, bit)`.
pub const F_BITCMP: Oid = 1596;
/// `pg_encoding_to_char(integer)`.
pub const F_PG_ENCODING_TO_CHAR: Oid = 1597;
/// `random()`.
pub const F_RANDOM: Oid = 1598;
/// `setseed(double precision)`.
pub const F_SETSEED: Oid = 1599;
/// `asin(double precision)`.
pub const F_ASIN: Oid = 1600;
/// `acos(double precision)`.
pub const F_ACOS: Oid = 1601;
/// `atan(double precision)`.
pub const F_ATAN: Oid = 1602;
/// `atan2(double precision, double precision)`.
pub const F_ATAN2: Oid = 1603;
/// `sin(double precision)`.
pub const F_SIN: Oid = 1604;
/// `cos(double precision)`.
pub const F_COS: Oid = 1605;
/// `tan(double precision)`.
pub const F_TAN: Oid = 1606;
/// `cot(double precision)`.
pub const F_COT: Oid = 1607;
/// `degrees(double precision)`.
pub const F_DEGREES: Oid = 1608;
/// `radians(double precision)`.
pub const F_RADIANS: Oid = 1609;
/// `pi()`.
pub const F_PI: Oid = 1610;
/// `interval_mul(interval, double precision)`.
pub const F_INTERVAL_MUL: Oid = 1618;
/// `pg_typeof("any")`.
pub const F_PG_TYPEOF: Oid = 1619;
/// `ascii(text)`.
pub const F_ASCII: Oid = 1620;
/// `chr(integer)`.
pub const F_CHR: Oid = 1621;
/// `repeat(text, integer)`.
pub const F_REPEAT: Oid = 1622;
/// `similar_escape(text, text)`.
pub const F_SIMILAR_ESCAPE: Oid = 1623;
/// `mul_d_interval(double precision, interval)`.
pub const F_MUL_D_INTERVAL: Oid = 1624;
/// `bpcharlike(character, text)`.
pub const F_BPCHARLIKE: Oid = 1631;
/// `bpcharnlike(character, text)`.
pub const F_BPCHARNLIKE: Oid = 1632;
/// `texticlike(text, text)`.
pub const F_TEXTICLIKE: Oid = 1633;
/// `texticnlike(text, text)`.
pub const F_TEXTICNLIKE: Oid = 1634;
/// `nameiclike(name, text)`.
pub const F_NAMEICLIKE: Oid = 1635;
/// `nameicnlike(name, text)`.
pub const F_NAMEICNLIKE: Oid = 1636;
/// `like_escape(text, text)`.
pub const F_LIKE_ESCAPE_TEXT_TEXT: Oid = 1637;
/// `oidgt(oid, oid)`.
pub const F_OIDGT: Oid = 1638;
/// `oidge(oid, oid)`.
pub const F_OIDGE: Oid = 1639;
/// `pg_get_viewdef(text)`.
pub const F_PG_GET_VIEWDEF_TEXT: Oid = 1640;
/// `pg_get_viewdef(oid)`.
pub const F_PG_GET_VIEWDEF_OID: Oid = 1641;
/// `pg_get_userbyid(oid)`.
pub const F_PG_GET_USERBYID: Oid = 1642;
/// `pg_get_indexdef(oid)`.
pub const F_PG_GET_INDEXDEF_OID: Oid = 1643;
/// `RI_FKey_check_ins()`.
pub const F_RI_FKEY_CHECK_INS: Oid = 1644;
/// `RI_FKey_check_upd()`.
pub const F_RI_FKEY_CHECK_UPD: Oid = 1645;
/// `RI_FKey_cascade_del()`.
pub const F_RI_FKEY_CASCADE_DEL: Oid = 1646;
/// `RI_FKey_cascade_upd()`.
pub const F_RI_FKEY_CASCADE_UPD: Oid = 1647;
/// `RI_FKey_restrict_del()`.
pub const F_RI_FKEY_RESTRICT_DEL: Oid = 1648;
/// `RI_FKey_restrict_upd()`.
pub const F_RI_FKEY_RESTRICT_UPD: Oid = 1649;
/// `RI_FKey_setnull_del()`.
pub const F_RI_FKEY_SETNULL_DEL: Oid = 1650;
/// `RI_FKey_setnull_upd()`.
pub const F_RI_FKEY_SETNULL_UPD: Oid = 1651;
/// `RI_FKey_setdefault_del()`.
pub const F_RI_FKEY_SETDEFAULT_DEL: Oid = 1652;
/// `RI_FKey_setdefault_upd()`.
pub const F_RI_FKEY_SETDEFAULT_UPD: Oid = 1653;
/// `RI_FKey_noaction_del()`.
pub const F_RI_FKEY_NOACTION_DEL: Oid = 1654;
/// `RI_FKey_noaction_upd()`.
pub const F_RI_FKEY_NOACTION_UPD: Oid = 1655;
/// `bpcharicregexeq(character, text)`.
pub const F_BPCHARICREGEXEQ: Oid = 1656;
/// `bpcharicregexne(character, text)`.
pub const F_BPCHARICREGEXNE: Oid = 1657;
/// `bpcharregexeq(character, text)`.
pub const F_BPCHARREGEXEQ: Oid = 1658;
/// `bpcharregexne(character, text)`.
pub const F_BPCHARREGEXNE: Oid = 1659;
/// `bpchariclike(character, text)`.
pub const F_BPCHARICLIKE: Oid = 1660;
/// `bpcharicnlike(character, text)`.
pub const F_BPCHARICNLIKE: Oid = 1661;
/// `pg_get_triggerdef(oid)`.
pub const F_PG_GET_TRIGGERDEF_OID: Oid = 1662;
/// `pg_get_serial_sequence(text, text)`.
pub const F_PG_GET_SERIAL_SEQUENCE: Oid = 1665;
/// `varbiteq(bit varying, bit varying)`.
pub const F_VARBITEQ: Oid = 1666;
/// `varbitne(bit varying, bit varying)`.
pub const F_VARBITNE: Oid = 1667;
/// `varbitge(bit varying, bit varying)`.
pub const F_VARBITGE: Oid = 1668;
/// `varbitgt(bit varying, bit varying)`.
pub const F_VARBITGT: Oid = 1669;
/// `varbitle(bit varying, bit varying)`.
pub const F_VARBITLE: Oid = 1670;
/// `varbitlt(bit varying, bit varying)`.
pub const F_VARBITLT: Oid = 1671;
/// `varbitcmp(bit varying, bit varying)`.
pub const F_VARBITCMP: Oid = 1672;
/// `bitand(bit, bit)`.
pub const F_BITAND: Oid = 1673;
/// `bitor(bit, bit)`.
pub const F_BITOR: Oid = 1674;
/// `bitxor(bit, bit)`.
pub const F_BITXOR: Oid = 1675;
/// `bitnot(bit)`.
pub const F_BITNOT: Oid = 1676;
/// `bitshiftleft(bit, integer)`.
pub const F_BITSHIFTLEFT: Oid = 1677;
/// `bitshiftright(bit, integer)`.
pub const F_BITSHIFTRIGHT: Oid = 1678;
/// `bitcat(bit varying, bit varying)`.
pub const F_BITCAT: Oid = 1679;
/// `substring(bit, integer, integer)`.
pub const F_SUBSTRING_BIT_INT4_INT4: Oid = 1680;
/// `length(bit)`.
pub const F_LENGTH_BIT: Oid = 1681;
/// `octet_length(bit)`.
pub const F_OCTET_LENGTH_BIT: Oid = 1682;
/// `bit(integer, integer)`.
pub const F_BIT_INT4_INT4: Oid = 1683;
/// `int4(bit)`.
pub const F_INT4_BIT: Oid = 1684;
/// `bit(bit, integer, boolean)`.
pub const F_BIT_BIT_INT4_BOOL: Oid = 1685;
/// `pg_get_keywords(OUT word text, OUT catcode "char", OUT barelabel boolean, OUT catdesc text, OUT baredesc text)`.
pub const F_PG_GET_KEYWORDS: Oid = 1686;
/// `varbit(bit varying, integer, boolean)`.
pub const F_VARBIT: Oid = 1687;
/// `time_hash(time without time zone)`.
pub const F_TIME_HASH: Oid = 1688;
/// `aclexplode(acl aclitem[], OUT grantor oid, OUT grantee oid, OUT privilege_type text, OUT is_grantable boolean)`.
pub const F_ACLEXPLODE: Oid = 1689;
/// `time_mi_time(time without time zone, time without time zone)`.
pub const F_TIME_MI_TIME: Oid = 1690;
/// `boolle(boolean, boolean)`.
pub const F_BOOLLE: Oid = 1691;
/// `boolge(boolean, boolean)`.
pub const F_BOOLGE: Oid = 1692;
/// `btboolcmp(boolean, boolean)`.
pub const F_BTBOOLCMP: Oid = 1693;
/// `timetz_hash(time with time zone)`.
pub const F_TIMETZ_HASH: Oid = 1696;
/// `interval_hash(interval)`.
pub const F_INTERVAL_HASH: Oid = 1697;
/// `position(bit, bit)`.
pub const F_POSITION_BIT_BIT: Oid = 1698;
/// `substring(bit, integer)`.
pub const F_SUBSTRING_BIT_INT4: Oid = 1699;
/// `numeric_in(cstring, oid, integer)`.
pub const F_NUMERIC_IN: Oid = 1701;
/// `numeric_out(numeric)`.
pub const F_NUMERIC_OUT: Oid = 1702;
/// `numeric(numeric, integer)`.
pub const F_NUMERIC_NUMERIC_INT4: Oid = 1703;
/// `numeric_abs(numeric)`.
pub const F_NUMERIC_ABS: Oid = 1704;
/// `abs(numeric)`.
pub const F_ABS_NUMERIC: Oid = 1705;
/// `sign(numeric)`.
pub const F_SIGN_NUMERIC: Oid = 1706;
/// `round(numeric, integer)`.
pub const F_ROUND_NUMERIC_INT4: Oid = 1707;
/// `round(numeric)`.
pub const F_ROUND_NUMERIC: Oid = 1708;
/// `trunc(numeric, integer)`.
pub const F_TRUNC_NUMERIC_INT4: Oid = 1709;
/// `trunc(numeric)`.
pub const F_TRUNC_NUMERIC: Oid = 1710;
/// `ceil(numeric)`.
pub const F_CEIL_NUMERIC: Oid = 1711;
/// `floor(numeric)`.
pub const F_FLOOR_NUMERIC: Oid = 1712;
/// `length(bytea, name)`.
pub const F_LENGTH_BYTEA_NAME: Oid = 1713;
/// `convert_from(bytea, name)`.
pub const F_CONVERT_FROM: Oid = 1714;
/// `cidr(inet)`.
pub const F_CIDR: Oid = 1715;
/// `pg_get_expr(pg_node_tree, oid)`.
pub const F_PG_GET_EXPR_PG_NODE_TREE_OID: Oid = 1716;
/// `convert_to(text, name)`.
pub const F_CONVERT_TO: Oid = 1717;
/// `numeric_eq(numeric, numeric)`.
pub const F_NUMERIC_EQ: Oid = 1718;
/// `numeric_ne(numeric, numeric)`.
pub const F_NUMERIC_NE: Oid = 1719;
/// `numeric_gt(numeric, numeric)`.
pub const F_NUMERIC_GT: Oid = 1720;
/// `numeric_ge(numeric, numeric)`.
pub const F_NUMERIC_GE: Oid = 1721;
/// `numeric_lt(numeric, numeric)`.
pub const F_NUMERIC_LT: Oid = 1722;
/// `numeric_le(numeric, numeric)`.
pub const F_NUMERIC_LE: Oid = 1723;
/// `numeric_add(numeric, numeric)`.
pub const F_NUMERIC_ADD: Oid = 1724;
/// `numeric_sub(numeric, numeric)`.
pub const F_NUMERIC_SUB: Oid = 1725;
/// `numeric_mul(numeric, numeric)`.
pub const F_NUMERIC_MUL: Oid = 1726;
/// `numeric_div(numeric, numeric)`.
pub const F_NUMERIC_DIV: Oid = 1727;
/// `mod(numeric, numeric)`.
pub const F_MOD_NUMERIC_NUMERIC: Oid = 1728;
/// `numeric_mod(numeric, numeric)`.
pub const F_NUMERIC_MOD: Oid = 1729;
/// `sqrt(numeric)`.
pub const F_SQRT_NUMERIC: Oid = 1730;
/// `numeric_sqrt(numeric)`.
pub const F_NUMERIC_SQRT: Oid = 1731;
/// `exp(numeric)`.
pub const F_EXP_NUMERIC: Oid = 1732;
/// `numeric_exp(numeric)`.
pub const F_NUMERIC_EXP: Oid = 1733;
/// `ln(numeric)`.
pub const F_LN_NUMERIC: Oid = 1734;
/// `numeric_ln(numeric)`.
pub const F_NUMERIC_LN: Oid = 1735;
/// `log(numeric, numeric)`.
pub const F_LOG_NUMERIC_NUMERIC: Oid = 1736;
/// `numeric_log(numeric, numeric)`.
pub const F_NUMERIC_LOG: Oid = 1737;
/// `pow(numeric, numeric)`.
pub const F_POW_NUMERIC_NUMERIC: Oid = 1738;
/// `numeric_power(numeric, numeric)`.
pub const F_NUMERIC_POWER: Oid = 1739;
/// `numeric(integer)`.
pub const F_NUMERIC_INT4: Oid = 1740;
/// `log(numeric)`.
pub const F_LOG_NUMERIC: Oid = 1741;
/// `numeric(real)`.
pub const F_NUMERIC_FLOAT4: Oid = 1742;
/// `numeric(double precision)`.
pub const F_NUMERIC_FLOAT8: Oid = 1743;
/// `int4(numeric)`.
pub const F_INT4_NUMERIC: Oid = 1744;
/// `float4(numeric)`.
pub const F_FLOAT4_NUMERIC: Oid = 1745;
/// `float8(numeric)`.
pub const F_FLOAT8_NUMERIC: Oid = 1746;
/// `time_pl_interval(time without time zone, interval)`.
pub const F_TIME_PL_INTERVAL: Oid = 1747;
/// `time_mi_interval(time without time zone, interval)`.
pub const F_TIME_MI_INTERVAL: Oid = 1748;
/// `timetz_pl_interval(time with time zone, interval)`.
pub const F_TIMETZ_PL_INTERVAL: Oid = 1749;
/// `timetz_mi_interval(time with time zone, interval)`.
pub const F_TIMETZ_MI_INTERVAL: Oid = 1750;
/// `numeric_inc(numeric)`.
pub const F_NUMERIC_INC: Oid = 1764;
/// `setval(regclass, bigint, boolean)`.
pub const F_SETVAL_REGCLASS_INT8_BOOL: Oid = 1765;
/// `numeric_smaller(numeric, numeric)`.
pub const F_NUMERIC_SMALLER: Oid = 1766;
/// `numeric_larger(numeric, numeric)`.
pub const F_NUMERIC_LARGER: Oid = 1767;
/// `to_char(interval, text)`.
pub const F_TO_CHAR_INTERVAL_TEXT: Oid = 1768;
/// `numeric_cmp(numeric, numeric)`.
pub const F_NUMERIC_CMP: Oid = 1769;
/// `to_char(timestamp with time zone, text)`.
pub const F_TO_CHAR_TIMESTAMPTZ_TEXT: Oid = 1770;
/// `numeric_uminus(numeric)`.
pub const F_NUMERIC_UMINUS: Oid = 1771;
/// `to_char(numeric, text)`.
pub const F_TO_CHAR_NUMERIC_TEXT: Oid = 1772;
/// `to_char(integer, text)`.
pub const F_TO_CHAR_INT4_TEXT: Oid = 1773;
/// `to_char(bigint, text)`.
pub const F_TO_CHAR_INT8_TEXT: Oid = 1774;
/// `to_char(real, text)`.
pub const F_TO_CHAR_FLOAT4_TEXT: Oid = 1775;
/// `to_char(double precision, text)`.
pub const F_TO_CHAR_FLOAT8_TEXT: Oid = 1776;
/// `to_number(text, text)`.
pub const F_TO_NUMBER: Oid = 1777;
/// `to_timestamp(text, text)`.
pub const F_TO_TIMESTAMP_TEXT_TEXT: Oid = 1778;
/// `int8(numeric)`.
pub const F_INT8_NUMERIC: Oid = 1779;
/// `to_date(text, text)`.
pub const F_TO_DATE: Oid = 1780;
/// `numeric(bigint)`.
pub const F_NUMERIC_INT8: Oid = 1781;
/// `numeric(smallint)`.
pub const F_NUMERIC_INT2: Oid = 1782;
/// `int2(numeric)`.
pub const F_INT2_NUMERIC: Oid = 1783;
/// `oidin(cstring)`.
pub const F_OIDIN: Oid = 1798;
/// `oidout(oid)`.
pub const F_OIDOUT: Oid = 1799;
/// `bit_length(bytea)`.
pub const F_BIT_LENGTH_BYTEA: Oid = 1810;
/// `bit_length(text)`.
pub const F_BIT_LENGTH_TEXT: Oid = 1811;
/// `bit_length(bit)`.
pub const F_BIT_LENGTH_BIT: Oid = 1812;
/// `convert(bytea, name, name)`.
pub const F_CONVERT: Oid = 1813;
/// `iclikesel(internal, oid, internal, integer)`.
pub const F_ICLIKESEL: Oid = 1814;
/// `icnlikesel(internal, oid, internal, integer)`.
pub const F_ICNLIKESEL: Oid = 1815;
/// `iclikejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_ICLIKEJOINSEL: Oid = 1816;
/// `icnlikejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_ICNLIKEJOINSEL: Oid = 1817;
/// `regexeqsel(internal, oid, internal, integer)`.
pub const F_REGEXEQSEL: Oid = 1818;
/// `likesel(internal, oid, internal, integer)`.
pub const F_LIKESEL: Oid = 1819;
/// `icregexeqsel(internal, oid, internal, integer)`.
pub const F_ICREGEXEQSEL: Oid = 1820;
/// `regexnesel(internal, oid, internal, integer)`.
pub const F_REGEXNESEL: Oid = 1821;
/// `nlikesel(internal, oid, internal, integer)`.
pub const F_NLIKESEL: Oid = 1822;
/// `icregexnesel(internal, oid, internal, integer)`.
pub const F_ICREGEXNESEL: Oid = 1823;
/// `regexeqjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_REGEXEQJOINSEL: Oid = 1824;
/// `likejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_LIKEJOINSEL: Oid = 1825;
/// `icregexeqjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_ICREGEXEQJOINSEL: Oid = 1826;
/// `regexnejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_REGEXNEJOINSEL: Oid = 1827;
/// `nlikejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_NLIKEJOINSEL: Oid = 1828;
/// `icregexnejoinsel(internal, oid, internal, smallint, internal)`.
pub const F_ICREGEXNEJOINSEL: Oid = 1829;
/// `float8_avg(double precision[])`.
pub const F_FLOAT8_AVG: Oid = 1830;
/// `float8_var_samp(double precision[])`.
pub const F_FLOAT8_VAR_SAMP: Oid = 1831;
/// `float8_stddev_samp(double precision[])`.
pub const F_FLOAT8_STDDEV_SAMP: Oid = 1832;
/// `numeric_accum(internal, numeric)`.
pub const F_NUMERIC_ACCUM: Oid = 1833;
/// `int2_accum(internal, smallint)`.
pub const F_INT2_ACCUM: Oid = 1834;
/// `int4_accum(internal, integer)`.
pub const F_INT4_ACCUM: Oid = 1835;
/// `int8_accum(internal, bigint)`.
pub const F_INT8_ACCUM: Oid = 1836;
/// `numeric_avg(internal)`.
pub const F_NUMERIC_AVG: Oid = 1837;
/// `numeric_var_samp(internal)`.
pub const F_NUMERIC_VAR_SAMP: Oid = 1838;
/// `numeric_stddev_samp(internal)`.
pub const F_NUMERIC_STDDEV_SAMP: Oid = 1839;
/// `int2_sum(bigint, smallint)`.
pub const F_INT2_SUM: Oid = 1840;
/// `int4_sum(bigint, integer)`.
pub const F_INT4_SUM: Oid = 1841;
/// `int8_sum(numeric, bigint)`.
pub const F_INT8_SUM: Oid = 1842;
/// `interval_accum(interval[], interval)`.
pub const F_INTERVAL_ACCUM: Oid = 1843;
/// `interval_avg(interval[])`.
pub const F_INTERVAL_AVG: Oid = 1844;
/// `to_ascii(text)`.
pub const F_TO_ASCII_TEXT: Oid = 1845;
/// `to_ascii(text, integer)`.
pub const F_TO_ASCII_TEXT_INT4: Oid = 1846;
/// `to_ascii(text, name)`.
pub const F_TO_ASCII_TEXT_NAME: Oid = 1847;
/// `interval_pl_time(interval, time without time zone)`.
pub const F_INTERVAL_PL_TIME: Oid = 1848;
/// `int28eq(smallint, bigint)`.
pub const F_INT28EQ: Oid = 1850;
/// `int28ne(smallint, bigint)`.
pub const F_INT28NE: Oid = 1851;
/// `int28lt(smallint, bigint)`.
pub const F_INT28LT: Oid = 1852;
/// `int28gt(smallint, bigint)`.
pub const F_INT28GT: Oid = 1853;
/// `int28le(smallint, bigint)`.
pub const F_INT28LE: Oid = 1854;
/// `int28ge(smallint, bigint)`.
pub const F_INT28GE: Oid = 1855;
/// `int82eq(bigint, smallint)`.
pub const F_INT82EQ: Oid = 1856;
/// `int82ne(bigint, smallint)`.
pub const F_INT82NE: Oid = 1857;
/// `int82lt(bigint, smallint)`.
pub const F_INT82LT: Oid = 1858;
/// `int82gt(bigint, smallint)`.
pub const F_INT82GT: Oid = 1859;
/// `int82le(bigint, smallint)`.
pub const F_INT82LE: Oid = 1860;
/// `int82ge(bigint, smallint)`.
pub const F_INT82GE: Oid = 1861;
/// `int2and(smallint, smallint)`.
pub const F_INT2AND: Oid = 1892;
/// `int2or(smallint, smallint)`.
pub const F_INT2OR: Oid = 1893;
/// `int2xor(smallint, smallint)`.
pub const F_INT2XOR: Oid = 1894;
/// `int2not(smallint)`.
pub const F_INT2NOT: Oid = 1895;
/// `int2shl(smallint, integer)`.
pub const F_INT2SHL: Oid = 1896;
/// `int2shr(smallint, integer)`.
pub const F_INT2SHR: Oid = 1897;
/// `int4and(integer, integer)`.
pub const F_INT4AND: Oid = 1898;
/// `int4or(integer, integer)`.
pub const F_INT4OR: Oid = 1899;
/// `int4xor(integer, integer)`.
pub const F_INT4XOR: Oid = 1900;
/// `int4not(integer)`.
pub const F_INT4NOT: Oid = 1901;
/// `int4shl(integer, integer)`.
pub const F_INT4SHL: Oid = 1902;
/// `int4shr(integer, integer)`.
pub const F_INT4SHR: Oid = 1903;
/// `int8and(bigint, bigint)`.
pub const F_INT8AND: Oid = 1904;
/// `int8or(bigint, bigint)`.
pub const F_INT8OR: Oid = 1905;
/// `int8xor(bigint, bigint)`.
pub const F_INT8XOR: Oid = 1906;
/// `int8not(bigint)`.
pub const F_INT8NOT: Oid = 1907;
/// `int8shl(bigint, integer)`.
pub const F_INT8SHL: Oid = 1908;
/// `int8shr(bigint, integer)`.
pub const F_INT8SHR: Oid = 1909;
/// `int8up(bigint)`.
pub const F_INT8UP: Oid = 1910;
/// `int2up(smallint)`.
pub const F_INT2UP: Oid = 1911;
/// `int4up(integer)`.
pub const F_INT4UP: Oid = 1912;
/// `float4up(real)`.
pub const F_FLOAT4UP: Oid = 1913;
/// `float8up(double precision)`.
pub const F_FLOAT8UP: Oid = 1914;
/// `numeric_uplus(numeric)`.
pub const F_NUMERIC_UPLUS: Oid = 1915;
/// `has_table_privilege(name, text, text)`.
pub const F_HAS_TABLE_PRIVILEGE_NAME_TEXT_TEXT: Oid = 1922;
/// `has_table_privilege(name, oid, text)`.
pub const F_HAS_TABLE_PRIVILEGE_NAME_OID_TEXT: Oid = 1923;
/// `has_table_privilege(oid, text, text)`.
pub const F_HAS_TABLE_PRIVILEGE_OID_TEXT_TEXT: Oid = 1924;
/// `has_table_privilege(oid, oid, text)`.
pub const F_HAS_TABLE_PRIVILEGE_OID_OID_TEXT: Oid = 1925;
/// `has_table_privilege(text, text)`.
pub const F_HAS_TABLE_PRIVILEGE_TEXT_TEXT: Oid = 1926;
/// `has_table_privilege(oid, text)`.
pub const F_HAS_TABLE_PRIVILEGE_OID_TEXT: Oid = 1927;
/// `pg_stat_get_numscans(oid)`.
pub const F_PG_STAT_GET_NUMSCANS: Oid = 1928;
/// `pg_stat_get_tuples_returned(oid)`.
pub const F_PG_STAT_GET_TUPLES_RETURNED: Oid = 1929;
/// `pg_stat_get_tuples_fetched(oid)`.
pub const F_PG_STAT_GET_TUPLES_FETCHED: Oid = 1930;
/// `pg_stat_get_tuples_inserted(oid)`.
pub const F_PG_STAT_GET_TUPLES_INSERTED: Oid = 1931;
/// `pg_stat_get_tuples_updated(oid)`.
pub const F_PG_STAT_GET_TUPLES_UPDATED: Oid = 1932;
/// `pg_stat_get_tuples_deleted(oid)`.
pub const F_PG_STAT_GET_TUPLES_DELETED: Oid = 1933;
/// `pg_stat_get_blocks_fetched(oid)`.
pub const F_PG_STAT_GET_BLOCKS_FETCHED: Oid = 1934;
/// `pg_stat_get_blocks_hit(oid)`.
pub const F_PG_STAT_GET_BLOCKS_HIT: Oid = 1935;
/// `pg_stat_get_backend_idset()`.
pub const F_PG_STAT_GET_BACKEND_IDSET: Oid = 1936;
/// `pg_stat_get_backend_pid(integer)`.
pub const F_PG_STAT_GET_BACKEND_PID: Oid = 1937;
/// `pg_stat_get_backend_dbid(integer)`.
pub const F_PG_STAT_GET_BACKEND_DBID: Oid = 1938;
/// `pg_stat_get_backend_userid(integer)`.
pub const F_PG_STAT_GET_BACKEND_USERID: Oid = 1939;
/// `pg_stat_get_backend_activity(integer)`.
pub const F_PG_STAT_GET_BACKEND_ACTIVITY: Oid = 1940;
/// `pg_stat_get_db_numbackends(oid)`.
pub const F_PG_STAT_GET_DB_NUMBACKENDS: Oid = 1941;
/// `pg_stat_get_db_xact_commit(oid)`.
pub const F_PG_STAT_GET_DB_XACT_COMMIT: Oid = 1942;
/// `pg_stat_get_db_xact_rollback(oid)`.
pub const F_PG_STAT_GET_DB_XACT_ROLLBACK: Oid = 1943;
/// `pg_stat_get_db_blocks_fetched(oid)`.
pub const F_PG_STAT_GET_DB_BLOCKS_FETCHED: Oid = 1944;
/// `pg_stat_get_db_blocks_hit(oid)`.
pub const F_PG_STAT_GET_DB_BLOCKS_HIT: Oid = 1945;
/// `encode(bytea, text)`.
pub const F_ENCODE: Oid = 1946;
/// `decode(text, text)`.
pub const F_DECODE: Oid = 1947;
/// `byteaeq(bytea, bytea)`.
pub const F_BYTEAEQ: Oid = 1948;
/// `bytealt(bytea, bytea)`.
pub const F_BYTEALT: Oid = 1949;
/// `byteale(bytea, bytea)`.
pub const F_BYTEALE: Oid = 1950;
/// `byteagt(bytea, bytea)`.
pub const F_BYTEAGT: Oid = 1951;
/// `byteage(bytea, bytea)`.
pub const F_BYTEAGE: Oid = 1952;
/// `byteane(bytea, bytea)`.
pub const F_BYTEANE: Oid = 1953;
/// `byteacmp(bytea, bytea)`.
pub const F_BYTEACMP: Oid = 1954;
/// `timestamp(timestamp without time zone, integer)`.
pub const F_TIMESTAMP_TIMESTAMP_INT4: Oid = 1961;
/// `int2_avg_accum(bigint[], smallint)`.
pub const F_INT2_AVG_ACCUM: Oid = 1962;
/// `int4_avg_accum(bigint[], integer)`.
pub const F_INT4_AVG_ACCUM: Oid = 1963;
/// `int8_avg(bigint[])`.
pub const F_INT8_AVG: Oid = 1964;
/// `oidlarger(oid, oid)`.
pub const F_OIDLARGER: Oid = 1965;
/// `oidsmaller(oid, oid)`.
pub const F_OIDSMALLER: Oid = 1966;
/// `timestamptz(timestamp with time zone, integer)`.
pub const F_TIMESTAMPTZ_TIMESTAMPTZ_INT4: Oid = 1967;
/// `time(time without time zone, integer)`.
pub const F_TIME_TIME_INT4: Oid = 1968;
/// `timetz(time with time zone, integer)`.
pub const F_TIMETZ_TIMETZ_INT4: Oid = 1969;
/// `pg_stat_get_tuples_hot_updated(oid)`.
pub const F_PG_STAT_GET_TUPLES_HOT_UPDATED: Oid = 1972;
/// `div(numeric, numeric)`.
pub const F_DIV: Oid = 1973;
/// `numeric_div_trunc(numeric, numeric)`.
pub const F_NUMERIC_DIV_TRUNC: Oid = 1980;
/// `similar_to_escape(text, text)`.
pub const F_SIMILAR_TO_ESCAPE_TEXT_TEXT: Oid = 1986;
/// `similar_to_escape(text)`.
pub const F_SIMILAR_TO_ESCAPE_TEXT: Oid = 1987;
/// `shobj_description(oid, name)`.
pub const F_SHOBJ_DESCRIPTION: Oid = 1993;
/// `textanycat(text, anynonarray)`.
pub const F_TEXTANYCAT: Oid = 2003;
/// `anytextcat(anynonarray, text)`.
pub const F_ANYTEXTCAT: Oid = 2004;
/// `bytealike(bytea, bytea)`.
pub const F_BYTEALIKE: Oid = 2005;
/// `byteanlike(bytea, bytea)`.
pub const F_BYTEANLIKE: Oid = 2006;
/// `like(bytea, bytea)`.
pub const F_LIKE_BYTEA_BYTEA: Oid = 2007;
/// `notlike(bytea, bytea)`.
pub const F_NOTLIKE_BYTEA_BYTEA: Oid = 2008;
/// `like_escape(bytea, bytea)`.
pub const F_LIKE_ESCAPE_BYTEA_BYTEA: Oid = 2009;
/// `length(bytea)`.
pub const F_LENGTH_BYTEA: Oid = 2010;
/// `byteacat(bytea, bytea)`.
pub const F_BYTEACAT: Oid = 2011;
/// `substring(bytea, integer, integer)`.
pub const F_SUBSTRING_BYTEA_INT4_INT4: Oid = 2012;
/// `substring(bytea, integer)`.
pub const F_SUBSTRING_BYTEA_INT4: Oid = 2013;
/// `position(bytea, bytea)`.
pub const F_POSITION_BYTEA_BYTEA: Oid = 2014;
/// `btrim(bytea, bytea)`.
pub const F_BTRIM_BYTEA_BYTEA: Oid = 2015;
/// `time(timestamp with time zone)`.
pub const F_TIME_TIMESTAMPTZ: Oid = 2019;
/// `date_trunc(text, timestamp without time zone)`.
pub const F_DATE_TRUNC_TEXT_TIMESTAMP: Oid = 2020;
/// `date_part(text, timestamp without time zone)`.
pub const F_DATE_PART_TEXT_TIMESTAMP: Oid = 2021;
/// `pg_stat_get_activity(pid integer, OUT datid oid, OUT pid integer, OUT usesysid oid, OUT application_name text, OUT state text, OUT query text, OUT wait_event_type text, OUT wait_event text, OUT xact_start timestamp with time zone, OUT query_start timestamp with time zone, OUT backend_start timestamp with time zone, OUT state_change timestamp with time zone, OUT client_addr inet, OUT client_hostname text, OUT client_port integer, OUT backend_xid xid, OUT backend_xmin xid, OUT backend_type text, OUT ssl boolean, OUT sslversion text, OUT sslcipher text, OUT sslbits integer, OUT ssl_client_dn text, OUT ssl_client_serial numeric, OUT ssl_issuer_dn text, OUT gss_auth boolean, OUT gss_princ text, OUT gss_enc boolean, OUT gss_delegation boolean, OUT leader_pid integer, OUT query_id bigint)`.
pub const F_PG_STAT_GET_ACTIVITY: Oid = 2022;
/// `jsonb_path_query_first_tz(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_QUERY_FIRST_TZ: Oid = 2023;
/// `timestamp(date)`.
pub const F_TIMESTAMP_DATE: Oid = 2024;
/// `timestamp(date, time without time zone)`.
pub const F_TIMESTAMP_DATE_TIME: Oid = 2025;
/// `pg_backend_pid()`.
pub const F_PG_BACKEND_PID: Oid = 2026;
/// `timestamp(timestamp with time zone)`.
pub const F_TIMESTAMP_TIMESTAMPTZ: Oid = 2027;
/// `timestamptz(timestamp without time zone)`.
pub const F_TIMESTAMPTZ_TIMESTAMP: Oid = 2028;
/// `date(timestamp without time zone)`.
pub const F_DATE_TIMESTAMP: Oid = 2029;
/// `jsonb_path_match_tz(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_MATCH_TZ: Oid = 2030;
/// `timestamp_mi(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_MI: Oid = 2031;
/// `timestamp_pl_interval(timestamp without time zone, interval)`.
pub const F_TIMESTAMP_PL_INTERVAL: Oid = 2032;
/// `timestamp_mi_interval(timestamp without time zone, interval)`.
pub const F_TIMESTAMP_MI_INTERVAL: Oid = 2033;
/// `pg_conf_load_time()`.
pub const F_PG_CONF_LOAD_TIME: Oid = 2034;
/// `timestamp_smaller(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_SMALLER: Oid = 2035;
/// `timestamp_larger(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_LARGER: Oid = 2036;
/// `timezone(text, time with time zone)`.
pub const F_TIMEZONE_TEXT_TIMETZ: Oid = 2037;
/// `timezone(interval, time with time zone)`.
pub const F_TIMEZONE_INTERVAL_TIMETZ: Oid = 2038;
/// `timestamp_hash(timestamp without time zone)`.
pub const F_TIMESTAMP_HASH: Oid = 2039;
/// `overlaps(timestamp without time zone, timestamp without time zone, timestamp without time zone, timestamp without time zone)`.
pub const F_OVERLAPS_TIMESTAMP_TIMESTAMP_TIMESTAMP_TIMESTAMP: Oid = 2041;
/// `overlaps(timestamp without time zone, interval, timestamp without time zone, interval)`.
pub const F_OVERLAPS_TIMESTAMP_INTERVAL_TIMESTAMP_INTERVAL: Oid = 2042;
/// `overlaps(timestamp without time zone, timestamp without time zone, timestamp without time zone, interval)`.
pub const F_OVERLAPS_TIMESTAMP_TIMESTAMP_TIMESTAMP_INTERVAL: Oid = 2043;
/// `overlaps(timestamp without time zone, interval, timestamp without time zone, timestamp without time zone)`.
pub const F_OVERLAPS_TIMESTAMP_INTERVAL_TIMESTAMP_TIMESTAMP: Oid = 2044;
/// `timestamp_cmp(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_CMP: Oid = 2045;
/// `time(time with time zone)`.
pub const F_TIME_TIMETZ: Oid = 2046;
/// `timetz(time without time zone)`.
pub const F_TIMETZ_TIME: Oid = 2047;
/// `isfinite(timestamp without time zone)`.
pub const F_ISFINITE_TIMESTAMP: Oid = 2048;
/// `to_char(timestamp without time zone, text)`.
pub const F_TO_CHAR_TIMESTAMP_TEXT: Oid = 2049;
/// `max(anyarray)`.
pub const F_MAX_ANYARRAY: Oid = 2050;
/// `min(anyarray)`.
pub const F_MIN_ANYARRAY: Oid = 2051;
/// `timestamp_eq(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_EQ: Oid = 2052;
/// `timestamp_ne(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_NE: Oid = 2053;
/// `timestamp_lt(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_LT: Oid = 2054;
/// `timestamp_le(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_LE: Oid = 2055;
/// `timestamp_ge(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_GE: Oid = 2056;
/// `timestamp_gt(timestamp without time zone, timestamp without time zone)`.
pub const F_TIMESTAMP_GT: Oid = 2057;
/// `age(timestamp without time zone, timestamp without time zone)`.
pub const F_AGE_TIMESTAMP_TIMESTAMP: Oid = 2058;
/// `age(timestamp without time zone)`.
pub const F_AGE_TIMESTAMP: Oid = 2059;
/// `timezone(text, timestamp without time zone)`.
pub const F_TIMEZONE_TEXT_TIMESTAMP: Oid = 2069;
/// `timezone(interval, timestamp without time zone)`.
pub const F_TIMEZONE_INTERVAL_TIMESTAMP: Oid = 2070;
/// `date_pl_interval(date, interval)`.
pub const F_DATE_PL_INTERVAL: Oid = 2071;
/// `date_mi_interval(date, interval)`.
pub const F_DATE_MI_INTERVAL: Oid = 2072;
/// `substring(text, text)`.
pub const F_SUBSTRING_TEXT_TEXT: Oid = 2073;
/// `substring(text, text, text)`.
pub const F_SUBSTRING_TEXT_TEXT_TEXT: Oid = 2074;
/// `bit(bigint, integer)`.
pub const F_BIT_INT8_INT4: Oid = 2075;
/// `int8(bit)`.
pub const F_INT8_BIT: Oid = 2076;
/// `current_setting(text)`.
pub const F_CURRENT_SETTING_TEXT: Oid = 2077;
/// `set_config(text, text, boolean)`.
pub const F_SET_CONFIG: Oid = 2078;
/// `pg_table_is_visible(oid)`.
pub const F_PG_TABLE_IS_VISIBLE: Oid = 2079;
/// `pg_type_is_visible(oid)`.
pub const F_PG_TYPE_IS_VISIBLE: Oid = 2080;
/// `pg_function_is_visible(oid)`.
pub const F_PG_FUNCTION_IS_VISIBLE: Oid = 2081;
/// `pg_operator_is_visible(oid)`.
pub const F_PG_OPERATOR_IS_VISIBLE: Oid = 2082;
/// `pg_opclass_is_visible(oid)`.
pub const F_PG_OPCLASS_IS_VISIBLE: Oid = 2083;
/// `pg_show_all_settings(OUT name text, OUT setting text, OUT unit text, OUT category text, OUT short_desc text, OUT extra_desc text, OUT context text, OUT vartype text, OUT source text, OUT min_val text, OUT max_val text, OUT enumvals text[], OUT boot_val text, OUT reset_val text, OUT sourcefile text, OUT sourceline integer, OUT pending_restart boolean)`.
pub const F_PG_SHOW_ALL_SETTINGS: Oid = 2084;
/// `substr(bytea, integer, integer)`.
pub const F_SUBSTR_BYTEA_INT4_INT4: Oid = 2085;
/// `substr(bytea, integer)`.
pub const F_SUBSTR_BYTEA_INT4: Oid = 2086;
/// `replace(text, text, text)`.
pub const F_REPLACE: Oid = 2087;
/// `split_part(text, text, integer)`.
pub const F_SPLIT_PART: Oid = 2088;
/// `to_hex(integer)`.
pub const F_TO_HEX_INT4: Oid = 2089;
/// `to_hex(bigint)`.
pub const F_TO_HEX_INT8: Oid = 2090;
/// `array_lower(anyarray, integer)`.
pub const F_ARRAY_LOWER: Oid = 2091;
/// `array_upper(anyarray, integer)`.
pub const F_ARRAY_UPPER: Oid = 2092;
/// `pg_conversion_is_visible(oid)`.
pub const F_PG_CONVERSION_IS_VISIBLE: Oid = 2093;
/// `pg_stat_get_backend_activity_start(integer)`.
pub const F_PG_STAT_GET_BACKEND_ACTIVITY_START: Oid = 2094;
/// `pg_terminate_backend(pid integer, timeout bigint)`.
pub const F_PG_TERMINATE_BACKEND: Oid = 2096;
/// `pg_get_functiondef(oid)`.
pub const F_PG_GET_FUNCTIONDEF: Oid = 2098;
/// `avg(bigint)`.
pub const F_AVG_INT8: Oid = 2100;
/// `avg(integer)`.
pub const F_AVG_INT4: Oid = 2101;
/// `avg(smallint)`.
pub const F_AVG_INT2: Oid = 2102;
/// `avg(numeric)`.
pub const F_AVG_NUMERIC: Oid = 2103;
/// `avg(real)`.
pub const F_AVG_FLOAT4: Oid = 2104;
/// `avg(double precision)`.
pub const F_AVG_FLOAT8: Oid = 2105;
/// `avg(interval)`.
pub const F_AVG_INTERVAL: Oid = 2106;
/// `sum(bigint)`.
pub const F_SUM_INT8: Oid = 2107;
/// `sum(integer)`.
pub const F_SUM_INT4: Oid = 2108;
/// `sum(smallint)`.
pub const F_SUM_INT2: Oid = 2109;
/// `sum(real)`.
pub const F_SUM_FLOAT4: Oid = 2110;
/// `sum(double precision)`.
pub const F_SUM_FLOAT8: Oid = 2111;
/// `sum(money)`.
pub const F_SUM_MONEY: Oid = 2112;
/// `sum(interval)`.
pub const F_SUM_INTERVAL: Oid = 2113;
/// `sum(numeric)`.
pub const F_SUM_NUMERIC: Oid = 2114;
/// `max(bigint)`.
pub const F_MAX_INT8: Oid = 2115;
/// `max(integer)`.
pub const F_MAX_INT4: Oid = 2116;
/// `max(smallint)`.
pub const F_MAX_INT2: Oid = 2117;
/// `max(oid)`.
pub const F_MAX_OID: Oid = 2118;
/// `max(real)`.
pub const F_MAX_FLOAT4: Oid = 2119;
/// `max(double precision)`.
pub const F_MAX_FLOAT8: Oid = 2120;
/// `pg_column_compression("any")`.
pub const F_PG_COLUMN_COMPRESSION: Oid = 2121;
/// `max(date)`.
pub const F_MAX_DATE: Oid = 2122;
/// `max(time without time zone)`.
pub const F_MAX_TIME: Oid = 2123;
/// `max(time with time zone)`.
pub const F_MAX_TIMETZ: Oid = 2124;
/// `max(money)`.
pub const F_MAX_MONEY: Oid = 2125;
/// `max(timestamp without time zone)`.
pub const F_MAX_TIMESTAMP: Oid = 2126;
/// `max(timestamp with time zone)`.
pub const F_MAX_TIMESTAMPTZ: Oid = 2127;
/// `max(interval)`.
pub const F_MAX_INTERVAL: Oid = 2128;
/// `max(text)`.
pub const F_MAX_TEXT: Oid = 2129;
/// `max(numeric)`.
pub const F_MAX_NUMERIC: Oid = 2130;
/// `min(bigint)`.
pub const F_MIN_INT8: Oid = 2131;
/// `min(integer)`.
pub const F_MIN_INT4: Oid = 2132;
/// `min(smallint)`.
pub const F_MIN_INT2: Oid = 2133;
/// `min(oid)`.
pub const F_MIN_OID: Oid = 2134;
/// `min(real)`.
pub const F_MIN_FLOAT4: Oid = 2135;
/// `min(double precision)`.
pub const F_MIN_FLOAT8: Oid = 2136;
/// `pg_stat_force_next_flush()`.
pub const F_PG_STAT_FORCE_NEXT_FLUSH: Oid = 2137;
/// `min(date)`.
pub const F_MIN_DATE: Oid = 2138;
/// `min(time without time zone)`.
pub const F_MIN_TIME: Oid = 2139;
/// `min(time with time zone)`.
pub const F_MIN_TIMETZ: Oid = 2140;
/// `min(money)`.
pub const F_MIN_MONEY: Oid = 2141;
/// `min(timestamp without time zone)`.
pub const F_MIN_TIMESTAMP: Oid = 2142;
/// `min(timestamp with time zone)`.
pub const F_MIN_TIMESTAMPTZ: Oid = 2143;
/// `min(interval)`.
pub const F_MIN_INTERVAL: Oid = 2144;
/// `min(text)`.
pub const F_MIN_TEXT: Oid = 2145;
/// `min(numeric)`.
pub const F_MIN_NUMERIC: Oid = 2146;
/// `count("any")`.
pub const F_COUNT_ANY: Oid = 2147;
/// `variance(bigint)`.
pub const F_VARIANCE_INT8: Oid = 2148;
/// `variance(integer)`.
pub const F_VARIANCE_INT4: Oid = 2149;
/// `variance(smallint)`.
pub const F_VARIANCE_INT2: Oid = 2150;
/// `variance(real)`.
pub const F_VARIANCE_FLOAT4: Oid = 2151;
/// `variance(double precision)`.
pub const F_VARIANCE_FLOAT8: Oid = 2152;
/// `variance(numeric)`.
pub const F_VARIANCE_NUMERIC: Oid = 2153;
/// `stddev(bigint)`.
pub const F_STDDEV_INT8: Oid = 2154;
/// `stddev(integer)`.
pub const F_STDDEV_INT4: Oid = 2155;
/// `stddev(smallint)`.
pub const F_STDDEV_INT2: Oid = 2156;
/// `stddev(real)`.
pub const F_STDDEV_FLOAT4: Oid = 2157;
/// `stddev(double precision)`.
pub const F_STDDEV_FLOAT8: Oid = 2158;
/// `stddev(numeric)`.
pub const F_STDDEV_NUMERIC: Oid = 2159;
/// `text_pattern_lt(text, text)`.
pub const F_TEXT_PATTERN_LT: Oid = 2160;
/// `text_pattern_le(text, text)`.
pub const F_TEXT_PATTERN_LE: Oid = 2161;
/// `pg_get_function_arguments(oid)`.
pub const F_PG_GET_FUNCTION_ARGUMENTS: Oid = 2162;
/// `text_pattern_ge(text, text)`.
pub const F_TEXT_PATTERN_GE: Oid = 2163;
/// `text_pattern_gt(text, text)`.
pub const F_TEXT_PATTERN_GT: Oid = 2164;
/// `pg_get_function_result(oid)`.
pub const F_PG_GET_FUNCTION_RESULT: Oid = 2165;
/// `bttext_pattern_cmp(text, text)`.
pub const F_BTTEXT_PATTERN_CMP: Oid = 2166;
/// `ceiling(numeric)`.
pub const F_CEILING_NUMERIC: Oid = 2167;
/// `pg_database_size(name)`.
pub const F_PG_DATABASE_SIZE_NAME: Oid = 2168;
/// `power(numeric, numeric)`.
pub const F_POWER_NUMERIC_NUMERIC: Oid = 2169;
/// `width_bucket(numeric, numeric, numeric, integer)`.
pub const F_WIDTH_BUCKET_NUMERIC_NUMERIC_NUMERIC_INT4: Oid = 2170;
/// `pg_cancel_backend(integer)`.
pub const F_PG_CANCEL_BACKEND: Oid = 2171;
/// `pg_backup_start(label text, fast boolean)`.
pub const F_PG_BACKUP_START: Oid = 2172;
/// `bpchar_pattern_lt(character, character)`.
pub const F_BPCHAR_PATTERN_LT: Oid = 2174;
/// `bpchar_pattern_le(character, character)`.
pub const F_BPCHAR_PATTERN_LE: Oid = 2175;
/// `array_length(anyarray, integer)`.
pub const F_ARRAY_LENGTH: Oid = 2176;
/// `bpchar_pattern_ge(character, character)`.
pub const F_BPCHAR_PATTERN_GE: Oid = 2177;
/// `bpchar_pattern_gt(character, character)`.
pub const F_BPCHAR_PATTERN_GT: Oid = 2178;
/// `gist_point_consistent(internal, point, smallint, oid, internal)`.
pub const F_GIST_POINT_CONSISTENT: Oid = 2179;
/// `btbpchar_pattern_cmp(character, character)`.
pub const F_BTBPCHAR_PATTERN_CMP: Oid = 2180;
/// `has_sequence_privilege(name, text, text)`.
pub const F_HAS_SEQUENCE_PRIVILEGE_NAME_TEXT_TEXT: Oid = 2181;
/// `has_sequence_privilege(name, oid, text)`.
pub const F_HAS_SEQUENCE_PRIVILEGE_NAME_OID_TEXT: Oid = 2182;
/// `has_sequence_privilege(oid, text, text)`.
pub const F_HAS_SEQUENCE_PRIVILEGE_OID_TEXT_TEXT: Oid = 2183;
/// `has_sequence_privilege(oid, oid, text)`.
pub const F_HAS_SEQUENCE_PRIVILEGE_OID_OID_TEXT: Oid = 2184;
/// `has_sequence_privilege(text, text)`.
pub const F_HAS_SEQUENCE_PRIVILEGE_TEXT_TEXT: Oid = 2185;
/// `has_sequence_privilege(oid, text)`.
pub const F_HAS_SEQUENCE_PRIVILEGE_OID_TEXT: Oid = 2186;
/// `btint48cmp(integer, bigint)`.
pub const F_BTINT48CMP: Oid = 2188;
/// `btint84cmp(bigint, integer)`.
pub const F_BTINT84CMP: Oid = 2189;
/// `btint24cmp(smallint, integer)`.
pub const F_BTINT24CMP: Oid = 2190;
/// `btint42cmp(integer, smallint)`.
pub const F_BTINT42CMP: Oid = 2191;
/// `btint28cmp(smallint, bigint)`.
pub const F_BTINT28CMP: Oid = 2192;
/// `btint82cmp(bigint, smallint)`.
pub const F_BTINT82CMP: Oid = 2193;
/// `btfloat48cmp(real, double precision)`.
pub const F_BTFLOAT48CMP: Oid = 2194;
/// `btfloat84cmp(double precision, real)`.
pub const F_BTFLOAT84CMP: Oid = 2195;
/// `inet_client_addr()`.
pub const F_INET_CLIENT_ADDR: Oid = 2196;
/// `inet_client_port()`.
pub const F_INET_CLIENT_PORT: Oid = 2197;
/// `inet_server_addr()`.
pub const F_INET_SERVER_ADDR: Oid = 2198;
/// `inet_server_port()`.
pub const F_INET_SERVER_PORT: Oid = 2199;
/// `regprocedurein(cstring)`.
pub const F_REGPROCEDUREIN: Oid = 2212;
/// `regprocedureout(regprocedure)`.
pub const F_REGPROCEDUREOUT: Oid = 2213;
/// `regoperin(cstring)`.
pub const F_REGOPERIN: Oid = 2214;
/// `regoperout(regoper)`.
pub const F_REGOPEROUT: Oid = 2215;
/// `regoperatorin(cstring)`.
pub const F_REGOPERATORIN: Oid = 2216;
/// `regoperatorout(regoperator)`.
pub const F_REGOPERATOROUT: Oid = 2217;
/// `regclassin(cstring)`.
pub const F_REGCLASSIN: Oid = 2218;
/// `regclassout(regclass)`.
pub const F_REGCLASSOUT: Oid = 2219;
/// `regtypein(cstring)`.
pub const F_REGTYPEIN: Oid = 2220;
/// `regtypeout(regtype)`.
pub const F_REGTYPEOUT: Oid = 2221;
/// `pg_stat_clear_snapshot()`.
pub const F_PG_STAT_CLEAR_SNAPSHOT: Oid = 2230;
/// `pg_get_function_identity_arguments(oid)`.
pub const F_PG_GET_FUNCTION_IDENTITY_ARGUMENTS: Oid = 2232;
/// `hashtid(tid)`.
pub const F_HASHTID: Oid = 2233;
/// `hashtidextended(tid, bigint)`.
pub const F_HASHTIDEXTENDED: Oid = 2234;
/// `bit_and(smallint)`.
pub const F_BIT_AND_INT2: Oid = 2236;
/// `bit_or(smallint)`.
pub const F_BIT_OR_INT2: Oid = 2237;
/// `bit_and(integer)`.
pub const F_BIT_AND_INT4: Oid = 2238;
/// `bit_or(integer)`.
pub const F_BIT_OR_INT4: Oid = 2239;
/// `bit_and(bigint)`.
pub const F_BIT_AND_INT8: Oid = 2240;
/// `bit_or(bigint)`.
pub const F_BIT_OR_INT8: Oid = 2241;
/// `bit_and(bit)`.
pub const F_BIT_AND_BIT: Oid = 2242;
/// `bit_or(bit)`.
pub const F_BIT_OR_BIT: Oid = 2243;
/// `max(character)`.
pub const F_MAX_BPCHAR: Oid = 2244;
/// `min(character)`.
pub const F_MIN_BPCHAR: Oid = 2245;
/// `fmgr_internal_validator(oid)`.
pub const F_FMGR_INTERNAL_VALIDATOR: Oid = 2246;
/// `fmgr_c_validator(oid)`.
pub const F_FMGR_C_VALIDATOR: Oid = 2247;
/// `fmgr_sql_validator(oid)`.
pub const F_FMGR_SQL_VALIDATOR: Oid = 2248;
/// `has_database_privilege(name, text, text)`.
pub const F_HAS_DATABASE_PRIVILEGE_NAME_TEXT_TEXT: Oid = 2250;
/// `has_database_privilege(name, oid, text)`.
pub const F_HAS_DATABASE_PRIVILEGE_NAME_OID_TEXT: Oid = 2251;
/// `has_database_privilege(oid, text, text)`.
pub const F_HAS_DATABASE_PRIVILEGE_OID_TEXT_TEXT: Oid = 2252;
/// `has_database_privilege(oid, oid, text)`.
pub const F_HAS_DATABASE_PRIVILEGE_OID_OID_TEXT: Oid = 2253;
/// `has_database_privilege(text, text)`.
pub const F_HAS_DATABASE_PRIVILEGE_TEXT_TEXT: Oid = 2254;
/// `has_database_privilege(oid, text)`.
pub const F_HAS_DATABASE_PRIVILEGE_OID_TEXT: Oid = 2255;
/// `has_function_privilege(name, text, text)`.
pub const F_HAS_FUNCTION_PRIVILEGE_NAME_TEXT_TEXT: Oid = 2256;
/// `has_function_privilege(name, oid, text)`.
pub const F_HAS_FUNCTION_PRIVILEGE_NAME_OID_TEXT: Oid = 2257;
/// `has_function_privilege(oid, text, text)`.
pub const F_HAS_FUNCTION_PRIVILEGE_OID_TEXT_TEXT: Oid = 2258;
/// `has_function_privilege(oid, oid, text)`.
pub const F_HAS_FUNCTION_PRIVILEGE_OID_OID_TEXT: Oid = 2259;
/// `has_function_privilege(text, text)`.
pub const F_HAS_FUNCTION_PRIVILEGE_TEXT_TEXT: Oid = 2260;
/// `has_function_privilege(oid, text)`.
pub const F_HAS_FUNCTION_PRIVILEGE_OID_TEXT: Oid = 2261;
/// `has_language_privilege(name, text, text)`.
pub const F_HAS_LANGUAGE_PRIVILEGE_NAME_TEXT_TEXT: Oid = 2262;
/// `has_language_privilege(name, oid, text)`.
pub const F_HAS_LANGUAGE_PRIVILEGE_NAME_OID_TEXT: Oid = 2263;
/// `has_language_privilege(oid, text, text)`.
pub const F_HAS_LANGUAGE_PRIVILEGE_OID_TEXT_TEXT: Oid = 2264;
/// `has_language_privilege(oid, oid, text)`.
pub const F_HAS_LANGUAGE_PRIVILEGE_OID_OID_TEXT: Oid = 2265;
/// `has_language_privilege(text, text)`.
pub const F_HAS_LANGUAGE_PRIVILEGE_TEXT_TEXT: Oid = 2266;
/// `has_language_privilege(oid, text)`.
pub const F_HAS_LANGUAGE_PRIVILEGE_OID_TEXT: Oid = 2267;
/// `has_schema_privilege(name, text, text)`.
pub const F_HAS_SCHEMA_PRIVILEGE_NAME_TEXT_TEXT: Oid = 2268;
/// `has_schema_privilege(name, oid, text)`.
pub const F_HAS_SCHEMA_PRIVILEGE_NAME_OID_TEXT: Oid = 2269;
/// `has_schema_privilege(oid, text, text)`.
pub const F_HAS_SCHEMA_PRIVILEGE_OID_TEXT_TEXT: Oid = 2270;
/// `has_schema_privilege(oid, oid, text)`.
pub const F_HAS_SCHEMA_PRIVILEGE_OID_OID_TEXT: Oid = 2271;
/// `has_schema_privilege(text, text)`.
pub const F_HAS_SCHEMA_PRIVILEGE_TEXT_TEXT: Oid = 2272;
/// `has_schema_privilege(oid, text)`.
pub const F_HAS_SCHEMA_PRIVILEGE_OID_TEXT: Oid = 2273;
/// `pg_stat_reset()`.
pub const F_PG_STAT_RESET: Oid = 2274;
/// `pg_get_backend_memory_contexts(OUT name text, OUT ident text, OUT parent text, OUT level integer, OUT total_bytes bigint, OUT total_nblocks bigint, OUT free_bytes bigint, OUT free_chunks bigint, OUT used_bytes bigint)`.
pub const F_PG_GET_BACKEND_MEMORY_CONTEXTS: Oid = 2282;
/// `regexp_replace(text, text, text)`.
pub const F_REGEXP_REPLACE_TEXT_TEXT_TEXT: Oid = 2284;
/// `regexp_replace(text, text, text, text)`.
pub const F_REGEXP_REPLACE_TEXT_TEXT_TEXT_TEXT: Oid = 2285;
/// `pg_total_relation_size(regclass)`.
pub const F_PG_TOTAL_RELATION_SIZE: Oid = 2286;
/// `pg_size_pretty(bigint)`.
pub const F_PG_SIZE_PRETTY_INT8: Oid = 2288;
/// `pg_options_to_table(options_array text[], OUT option_name text, OUT option_value text)`.
pub const F_PG_OPTIONS_TO_TABLE: Oid = 2289;
/// `record_in(cstring, oid, integer)`.
pub const F_RECORD_IN: Oid = 2290;
/// `record_out(record)`.
pub const F_RECORD_OUT: Oid = 2291;
/// `cstring_in(cstring)`.
pub const F_CSTRING_IN: Oid = 2292;
/// `cstring_out(cstring)`.
pub const F_CSTRING_OUT: Oid = 2293;
/// `any_in(cstring)`.
pub const F_ANY_IN: Oid = 2294;
/// `any_out("any")`.
pub const F_ANY_OUT: Oid = 2295;
/// `anyarray_in(cstring)`.
pub const F_ANYARRAY_IN: Oid = 2296;
/// `anyarray_out(anyarray)`.
pub const F_ANYARRAY_OUT: Oid = 2297;
/// `void_in(cstring)`.
pub const F_VOID_IN: Oid = 2298;
/// `void_out(void)`.
pub const F_VOID_OUT: Oid = 2299;
/// `trigger_in(cstring)`.
pub const F_TRIGGER_IN: Oid = 2300;
/// `trigger_out(trigger)`.
pub const F_TRIGGER_OUT: Oid = 2301;
/// `language_handler_in(cstring)`.
pub const F_LANGUAGE_HANDLER_IN: Oid = 2302;
/// `language_handler_out(language_handler)`.
pub const F_LANGUAGE_HANDLER_OUT: Oid = 2303;
/// `internal_in(cstring)`.
pub const F_INTERNAL_IN: Oid = 2304;
/// `internal_out(internal)`.
pub const F_INTERNAL_OUT: Oid = 2305;
/// `pg_stat_get_slru(OUT name text, OUT blks_zeroed bigint, OUT blks_hit bigint, OUT blks_read bigint, OUT blks_written bigint, OUT blks_exists bigint, OUT flushes bigint, OUT truncates bigint, OUT stats_reset timestamp with time zone)`.
pub const F_PG_STAT_GET_SLRU: Oid = 2306;
/// `pg_stat_reset_slru(text)`.
pub const F_PG_STAT_RESET_SLRU: Oid = 2307;
/// `ceil(double precision)`.
pub const F_CEIL_FLOAT8: Oid = 2308;
/// `floor(double precision)`.
pub const F_FLOOR_FLOAT8: Oid = 2309;
/// `sign(double precision)`.
pub const F_SIGN_FLOAT8: Oid = 2310;
/// `md5(text)`.
pub const F_MD5_TEXT: Oid = 2311;
/// `anyelement_in(cstring)`.
pub const F_ANYELEMENT_IN: Oid = 2312;
/// `anyelement_out(anyelement)`.
pub const F_ANYELEMENT_OUT: Oid = 2313;
/// `postgresql_fdw_validator(text[], oid)`.
pub const F_POSTGRESQL_FDW_VALIDATOR: Oid = 2316;
/// `pg_encoding_max_length(integer)`.
pub const F_PG_ENCODING_MAX_LENGTH: Oid = 2319;
/// `ceiling(double precision)`.
pub const F_CEILING_FLOAT8: Oid = 2320;
/// `md5(bytea)`.
pub const F_MD5_BYTEA: Oid = 2321;
/// `pg_tablespace_size(oid)`.
pub const F_PG_TABLESPACE_SIZE_OID: Oid = 2322;
/// `pg_tablespace_size(name)`.
pub const F_PG_TABLESPACE_SIZE_NAME: Oid = 2323;
/// `pg_database_size(oid)`.
pub const F_PG_DATABASE_SIZE_OID: Oid = 2324;
/// `pg_relation_size(regclass)`.
pub const F_PG_RELATION_SIZE_REGCLASS: Oid = 2325;
/// `unnest(anyarray)`.
pub const F_UNNEST_ANYARRAY: Oid = 2331;
/// `pg_relation_size(regclass, text)`.
pub const F_PG_RELATION_SIZE_REGCLASS_TEXT: Oid = 2332;
/// `array_agg_transfn(internal, anynonarray)`.
pub const F_ARRAY_AGG_TRANSFN: Oid = 2333;
/// `array_agg_finalfn(internal, anynonarray)`.
pub const F_ARRAY_AGG_FINALFN: Oid = 2334;
/// `array_agg(anynonarray)`.
pub const F_ARRAY_AGG_ANYNONARRAY: Oid = 2335;
/// `date_lt_timestamp(date, timestamp without time zone)`.
pub const F_DATE_LT_TIMESTAMP: Oid = 2338;
/// `date_le_timestamp(date, timestamp without time zone)`.
pub const F_DATE_LE_TIMESTAMP: Oid = 2339;
/// `date_eq_timestamp(date, timestamp without time zone)`.
pub const F_DATE_EQ_TIMESTAMP: Oid = 2340;
/// `date_gt_timestamp(date, timestamp without time zone)`.
pub const F_DATE_GT_TIMESTAMP: Oid = 2341;
/// `date_ge_timestamp(date, timestamp without time zone)`.
pub const F_DATE_GE_TIMESTAMP: Oid = 2342;
/// `date_ne_timestamp(date, timestamp without time zone)`.
pub const F_DATE_NE_TIMESTAMP: Oid = 2343;
/// `date_cmp_timestamp(date, timestamp without time zone)`.
pub const F_DATE_CMP_TIMESTAMP: Oid = 2344;
/// `date_lt_timestamptz(date, timestamp with time zone)`.
pub const F_DATE_LT_TIMESTAMPTZ: Oid = 2351;
/// `date_le_timestamptz(date, timestamp with time zone)`.
pub const F_DATE_LE_TIMESTAMPTZ: Oid = 2352;
/// `date_eq_timestamptz(date, timestamp with time zone)`.
pub const F_DATE_EQ_TIMESTAMPTZ: Oid = 2353;
/// `date_gt_timestamptz(date, timestamp with time zone)`.
pub const F_DATE_GT_TIMESTAMPTZ: Oid = 2354;
/// `date_ge_timestamptz(date, timestamp with time zone)`.
pub const F_DATE_GE_TIMESTAMPTZ: Oid = 2355;
/// `date_ne_timestamptz(date, timestamp with time zone)`.
pub const F_DATE_NE_TIMESTAMPTZ: Oid = 2356;
/// `date_cmp_timestamptz(date, timestamp with time zone)`.
pub const F_DATE_CMP_TIMESTAMPTZ: Oid = 2357;
/// `timestamp_lt_date(timestamp without time zone, date)`.
pub const F_TIMESTAMP_LT_DATE: Oid = 2364;
/// `timestamp_le_date(timestamp without time zone, date)`.
pub const F_TIMESTAMP_LE_DATE: Oid = 2365;
/// `timestamp_eq_date(timestamp without time zone, date)`.
pub const F_TIMESTAMP_EQ_DATE: Oid = 2366;
/// `timestamp_gt_date(timestamp without time zone, date)`.
pub const F_TIMESTAMP_GT_DATE: Oid = 2367;
/// `timestamp_ge_date(timestamp without time zone, date)`.
pub const F_TIMESTAMP_GE_DATE: Oid = 2368;
/// `timestamp_ne_date(timestamp without time zone, date)`.
pub const F_TIMESTAMP_NE_DATE: Oid = 2369;
/// `timestamp_cmp_date(timestamp without time zone, date)`.
pub const F_TIMESTAMP_CMP_DATE: Oid = 2370;
/// `timestamptz_lt_date(timestamp with time zone, date)`.
pub const F_TIMESTAMPTZ_LT_DATE: Oid = 2377;
/// `timestamptz_le_date(timestamp with time zone, date)`.
pub const F_TIMESTAMPTZ_LE_DATE: Oid = 2378;
/// `timestamptz_eq_date(timestamp with time zone, date)`.
pub const F_TIMESTAMPTZ_EQ_DATE: Oid = 2379;
/// `timestamptz_gt_date(timestamp with time zone, date)`.
pub const F_TIMESTAMPTZ_GT_DATE: Oid = 2380;
/// `timestamptz_ge_date(timestamp with time zone, date)`.
pub const F_TIMESTAMPTZ_GE_DATE: Oid = 2381;
/// `timestamptz_ne_date(timestamp with time zone, date)`.
pub const F_TIMESTAMPTZ_NE_DATE: Oid = 2382;
/// `timestamptz_cmp_date(timestamp with time zone, date)`.
pub const F_TIMESTAMPTZ_CMP_DATE: Oid = 2383;
/// `has_tablespace_privilege(name, text, text)`.
pub const F_HAS_TABLESPACE_PRIVILEGE_NAME_TEXT_TEXT: Oid = 2390;
/// `has_tablespace_privilege(name, oid, text)`.
pub const F_HAS_TABLESPACE_PRIVILEGE_NAME_OID_TEXT: Oid = 2391;
/// `has_tablespace_privilege(oid, text, text)`.
pub const F_HAS_TABLESPACE_PRIVILEGE_OID_TEXT_TEXT: Oid = 2392;
/// `has_tablespace_privilege(oid, oid, text)`.
pub const F_HAS_TABLESPACE_PRIVILEGE_OID_OID_TEXT: Oid = 2393;
/// `has_tablespace_privilege(text, text)`.
pub const F_HAS_TABLESPACE_PRIVILEGE_TEXT_TEXT: Oid = 2394;
/// `has_tablespace_privilege(oid, text)`.
pub const F_HAS_TABLESPACE_PRIVILEGE_OID_TEXT: Oid = 2395;
/// `shell_in(cstring)`.
pub const F_SHELL_IN: Oid = 2398;
/// `shell_out(void)`.
pub const F_SHELL_OUT: Oid = 2399;
/// `array_recv(internal, oid, integer)`.
pub const F_ARRAY_RECV: Oid = 2400;
/// `array_send(anyarray)`.
pub const F_ARRAY_SEND: Oid = 2401;
/// `record_recv(internal, oid, integer)`.
pub const F_RECORD_RECV: Oid = 2402;
/// `record_send(record)`.
pub const F_RECORD_SEND: Oid = 2403;
/// `int2recv(internal)`.
pub const F_INT2RECV: Oid = 2404;
/// `int2send(smallint)`.
pub const F_INT2SEND: Oid = 2405;
/// `int4recv(internal)`.
pub const F_INT4RECV: Oid = 2406;
/// `int4send(integer)`.
pub const F_INT4SEND: Oid = 2407;
/// `int8recv(internal)`.
pub const F_INT8RECV: Oid = 2408;
/// `int8send(bigint)`.
pub const F_INT8SEND: Oid = 2409;
/// `int2vectorrecv(internal)`.
pub const F_INT2VECTORRECV: Oid = 2410;
/// `int2vectorsend(int2vector)`.
pub const F_INT2VECTORSEND: Oid = 2411;
/// `bytearecv(internal)`.
pub const F_BYTEARECV: Oid = 2412;
/// `byteasend(bytea)`.
pub const F_BYTEASEND: Oid = 2413;
/// `textrecv(internal)`.
pub const F_TEXTRECV: Oid = 2414;
/// `textsend(text)`.
pub const F_TEXTSEND: Oid = 2415;
/// `unknownrecv(internal)`.
pub const F_UNKNOWNRECV: Oid = 2416;
/// `unknownsend(unknown)`.
pub const F_UNKNOWNSEND: Oid = 2417;
/// `oidrecv(internal)`.
pub const F_OIDRECV: Oid = 2418;
/// `oidsend(oid)`.
pub const F_OIDSEND: Oid = 2419;
/// `oidvectorrecv(internal)`.
pub const F_OIDVECTORRECV: Oid = 2420;
/// `oidvectorsend(oidvector)`.
pub const F_OIDVECTORSEND: Oid = 2421;
/// `namerecv(internal)`.
pub const F_NAMERECV: Oid = 2422;
/// `namesend(name)`.
pub const F_NAMESEND: Oid = 2423;
/// `float4recv(internal)`.
pub const F_FLOAT4RECV: Oid = 2424;
/// `float4send(real)`.
pub const F_FLOAT4SEND: Oid = 2425;
/// `float8recv(internal)`.
pub const F_FLOAT8RECV: Oid = 2426;
/// `float8send(double precision)`.
pub const F_FLOAT8SEND: Oid = 2427;
/// `point_recv(internal)`.
pub const F_POINT_RECV: Oid = 2428;
/// `point_send(point)`.
pub const F_POINT_SEND: Oid = 2429;
/// `bpcharrecv(internal, oid, integer)`.
pub const F_BPCHARRECV: Oid = 2430;
/// `bpcharsend(character)`.
pub const F_BPCHARSEND: Oid = 2431;
/// `varcharrecv(internal, oid, integer)`.
pub const F_VARCHARRECV: Oid = 2432;
/// `varcharsend(character varying)`.
pub const F_VARCHARSEND: Oid = 2433;
/// `charrecv(internal)`.
pub const F_CHARRECV: Oid = 2434;
/// `charsend("char")`.
pub const F_CHARSEND: Oid = 2435;
/// `boolrecv(internal)`.
pub const F_BOOLRECV: Oid = 2436;
/// `boolsend(boolean)`.
pub const F_BOOLSEND: Oid = 2437;
/// `tidrecv(internal)`.
pub const F_TIDRECV: Oid = 2438;
/// `tidsend(tid)`.
pub const F_TIDSEND: Oid = 2439;
/// `xidrecv(internal)`.
pub const F_XIDRECV: Oid = 2440;
/// `xidsend(xid)`.
pub const F_XIDSEND: Oid = 2441;
/// `cidrecv(internal)`.
pub const F_CIDRECV: Oid = 2442;
/// `cidsend(cid)`.
pub const F_CIDSEND: Oid = 2443;
/// `regprocrecv(internal)`.
pub const F_REGPROCRECV: Oid = 2444;
/// `regprocsend(regproc)`.
pub const F_REGPROCSEND: Oid = 2445;
/// `regprocedurerecv(internal)`.
pub const F_REGPROCEDURERECV: Oid = 2446;
/// `regproceduresend(regprocedure)`.
pub const F_REGPROCEDURESEND: Oid = 2447;
/// `regoperrecv(internal)`.
pub const F_REGOPERRECV: Oid = 2448;
/// `regopersend(regoper)`.
pub const F_REGOPERSEND: Oid = 2449;
/// `regoperatorrecv(internal)`.
pub const F_REGOPERATORRECV: Oid = 2450;
/// `regoperatorsend(regoperator)`.
pub const F_REGOPERATORSEND: Oid = 2451;
/// `regclassrecv(internal)`.
pub const F_REGCLASSRECV: Oid = 2452;
/// `regclasssend(regclass)`.
pub const F_REGCLASSSEND: Oid = 2453;
/// `regtyperecv(internal)`.
pub const F_REGTYPERECV: Oid = 2454;
/// `regtypesend(regtype)`.
pub const F_REGTYPESEND: Oid = 2455;
/// `bit_recv(internal, oid, integer)`.
pub const F_BIT_RECV: Oid = 2456;
/// `bit_send(bit)`.
pub const F_BIT_SEND: Oid = 2457;
/// `varbit_recv(internal, oid, integer)`.
pub const F_VARBIT_RECV: Oid = 2458;
/// `varbit_send(bit varying)`.
pub const F_VARBIT_SEND: Oid = 2459;
/// `numeric_recv(internal, oid, integer)`.
pub const F_NUMERIC_RECV: Oid = 2460;
/// `numeric_send(numeric)`.
pub const F_NUMERIC_SEND: Oid = 2461;
/// `sinh(double precision)`.
pub const F_SINH: Oid = 2462;
/// `cosh(double precision)`.
pub const F_COSH: Oid = 2463;
/// `tanh(double precision)`.
pub const F_TANH: Oid = 2464;
/// `asinh(double precision)`.
pub const F_ASINH: Oid = 2465;
/// `acosh(double precision)`.
pub const F_ACOSH: Oid = 2466;
/// `atanh(double precision)`.
pub const F_ATANH: Oid = 2467;
/// `date_recv(internal)`.
pub const F_DATE_RECV: Oid = 2468;
/// `date_send(date)`.
pub const F_DATE_SEND: Oid = 2469;
/// `time_recv(internal, oid, integer)`.
pub const F_TIME_RECV: Oid = 2470;
/// `time_send(time without time zone)`.
pub const F_TIME_SEND: Oid = 2471;
/// `timetz_recv(internal, oid, integer)`.
pub const F_TIMETZ_RECV: Oid = 2472;
/// `timetz_send(time with time zone)`.
pub const F_TIMETZ_SEND: Oid = 2473;
/// `timestamp_recv(internal, oid, integer)`.
pub const F_TIMESTAMP_RECV: Oid = 2474;
/// `timestamp_send(timestamp without time zone)`.
pub const F_TIMESTAMP_SEND: Oid = 2475;
/// `timestamptz_recv(internal, oid, integer)`.
pub const F_TIMESTAMPTZ_RECV: Oid = 2476;
/// `timestamptz_send(timestamp with time zone)`.
pub const F_TIMESTAMPTZ_SEND: Oid = 2477;
/// `interval_recv(internal, oid, integer)`.
pub const F_INTERVAL_RECV: Oid = 2478;
/// `interval_send(interval)`.
pub const F_INTERVAL_SEND: Oid = 2479;
/// `lseg_recv(internal)`.
pub const F_LSEG_RECV: Oid = 2480;
/// `lseg_send(lseg)`.
pub const F_LSEG_SEND: Oid = 2481;
/// `path_recv(internal)`.
pub const F_PATH_RECV: Oid = 2482;
/// `path_send(path)`.
pub const F_PATH_SEND: Oid = 2483;
/// `box_recv(internal)`.
pub const F_BOX_RECV: Oid = 2484;
/// `box_send(box)`.
pub const F_BOX_SEND: Oid = 2485;
/// `poly_recv(internal)`.
pub const F_POLY_RECV: Oid = 2486;
/// `poly_send(polygon)`.
pub const F_POLY_SEND: Oid = 2487;
/// `line_recv(internal)`.
pub const F_LINE_RECV: Oid = 2488;
/// `line_send(line)`.
pub const F_LINE_SEND: Oid = 2489;
/// `circle_recv(internal)`.
pub const F_CIRCLE_RECV: Oid = 2490;
/// `circle_send(circle)`.
pub const F_CIRCLE_SEND: Oid = 2491;
/// `cash_recv(internal)`.
pub const F_CASH_RECV: Oid = 2492;
/// `cash_send(money)`.
pub const F_CASH_SEND: Oid = 2493;
/// `macaddr_recv(internal)`.
pub const F_MACADDR_RECV: Oid = 2494;
/// `macaddr_send(macaddr)`.
pub const F_MACADDR_SEND: Oid = 2495;
/// `inet_recv(internal)`.
pub const F_INET_RECV: Oid = 2496;
/// `inet_send(inet)`.
pub const F_INET_SEND: Oid = 2497;
/// `cidr_recv(internal)`.
pub const F_CIDR_RECV: Oid = 2498;
/// `cidr_send(cidr)`.
pub const F_CIDR_SEND: Oid = 2499;
/// `cstring_recv(internal)`.
pub const F_CSTRING_RECV: Oid = 2500;
/// `cstring_send(cstring)`.
pub const F_CSTRING_SEND: Oid = 2501;
/// `anyarray_recv(internal)`.
pub const F_ANYARRAY_RECV: Oid = 2502;
/// `anyarray_send(anyarray)`.
pub const F_ANYARRAY_SEND: Oid = 2503;
/// `pg_get_ruledef(oid, boolean)`.
pub const F_PG_GET_RULEDEF_OID_BOOL: Oid = 2504;
/// `pg_get_viewdef(text, boolean)`.
pub const F_PG_GET_VIEWDEF_TEXT_BOOL: Oid = 2505;
/// `pg_get_viewdef(oid, boolean)`.
pub const F_PG_GET_VIEWDEF_OID_BOOL: Oid = 2506;
/// `pg_get_indexdef(oid, integer, boolean)`.
pub const F_PG_GET_INDEXDEF_OID_INT4_BOOL: Oid = 2507;
/// `pg_get_constraintdef(oid, boolean)`.
pub const F_PG_GET_CONSTRAINTDEF_OID_BOOL: Oid = 2508;
/// `pg_get_expr(pg_node_tree, oid, boolean)`.
pub const F_PG_GET_EXPR_PG_NODE_TREE_OID_BOOL: Oid = 2509;
/// `pg_prepared_statement(OUT name text, OUT statement text, OUT prepare_time timestamp with time zone, OUT parameter_types regtype[], OUT result_types regtype[], OUT from_sql boolean, OUT generic_plans bigint, OUT custom_plans bigint)`.
pub const F_PG_PREPARED_STATEMENT: Oid = 2510;
/// `pg_cursor(OUT name text, OUT statement text, OUT is_holdable boolean, OUT is_binary boolean, OUT is_scrollable boolean, OUT creation_time timestamp with time zone)`.
pub const F_PG_CURSOR: Oid = 2511;
/// `float8_var_pop(double precision[])`.
pub const F_FLOAT8_VAR_POP: Oid = 2512;
/// `float8_stddev_pop(double precision[])`.
pub const F_FLOAT8_STDDEV_POP: Oid = 2513;
/// `numeric_var_pop(internal)`.
pub const F_NUMERIC_VAR_POP: Oid = 2514;
/// `booland_statefunc(boolean, boolean)`.
pub const F_BOOLAND_STATEFUNC: Oid = 2515;
/// `boolor_statefunc(boolean, boolean)`.
pub const F_BOOLOR_STATEFUNC: Oid = 2516;
/// `bool_and(boolean)`.
pub const F_BOOL_AND: Oid = 2517;
/// `bool_or(boolean)`.
pub const F_BOOL_OR: Oid = 2518;
/// `every(boolean)`.
pub const F_EVERY: Oid = 2519;
/// `timestamp_lt_timestamptz(timestamp without time zone, timestamp with time zone)`.
pub const F_TIMESTAMP_LT_TIMESTAMPTZ: Oid = 2520;
/// `timestamp_le_timestamptz(timestamp without time zone, timestamp with time zone)`.
pub const F_TIMESTAMP_LE_TIMESTAMPTZ: Oid = 2521;
/// `timestamp_eq_timestamptz(timestamp without time zone, timestamp with time zone)`.
pub const F_TIMESTAMP_EQ_TIMESTAMPTZ: Oid = 2522;
/// `timestamp_gt_timestamptz(timestamp without time zone, timestamp with time zone)`.
pub const F_TIMESTAMP_GT_TIMESTAMPTZ: Oid = 2523;
/// `timestamp_ge_timestamptz(timestamp without time zone, timestamp with time zone)`.
pub const F_TIMESTAMP_GE_TIMESTAMPTZ: Oid = 2524;
/// `timestamp_ne_timestamptz(timestamp without time zone, timestamp with time zone)`.
pub const F_TIMESTAMP_NE_TIMESTAMPTZ: Oid = 2525;
/// `timestamp_cmp_timestamptz(timestamp without time zone, timestamp with time zone)`.
pub const F_TIMESTAMP_CMP_TIMESTAMPTZ: Oid = 2526;
/// `timestamptz_lt_timestamp(timestamp with time zone, timestamp without time zone)`.
pub const F_TIMESTAMPTZ_LT_TIMESTAMP: Oid = 2527;
/// `timestamptz_le_timestamp(timestamp with time zone, timestamp without time zone)`.
pub const F_TIMESTAMPTZ_LE_TIMESTAMP: Oid = 2528;
/// `timestamptz_eq_timestamp(timestamp with time zone, timestamp without time zone)`.
pub const F_TIMESTAMPTZ_EQ_TIMESTAMP: Oid = 2529;
/// `timestamptz_gt_timestamp(timestamp with time zone, timestamp without time zone)`.
pub const F_TIMESTAMPTZ_GT_TIMESTAMP: Oid = 2530;
/// `timestamptz_ge_timestamp(timestamp with time zone, timestamp without time zone)`.
pub const F_TIMESTAMPTZ_GE_TIMESTAMP: Oid = 2531;
/// `timestamptz_ne_timestamp(timestamp with time zone, timestamp without time zone)`.
pub const F_TIMESTAMPTZ_NE_TIMESTAMP: Oid = 2532;
/// `timestamptz_cmp_timestamp(timestamp with time zone, timestamp without time zone)`.
pub const F_TIMESTAMPTZ_CMP_TIMESTAMP: Oid = 2533;
/// `interval_pl_date(interval, date)`.
pub const F_INTERVAL_PL_DATE: Oid = 2546;
/// `interval_pl_timetz(interval, time with time zone)`.
pub const F_INTERVAL_PL_TIMETZ: Oid = 2547;
/// `interval_pl_timestamp(interval, timestamp without time zone)`.
pub const F_INTERVAL_PL_TIMESTAMP: Oid = 2548;
/// `interval_pl_timestamptz(interval, timestamp with time zone)`.
pub const F_INTERVAL_PL_TIMESTAMPTZ: Oid = 2549;
/// `integer_pl_date(integer, date)`.
pub const F_INTEGER_PL_DATE: Oid = 2550;
/// `pg_tablespace_databases(oid)`.
pub const F_PG_TABLESPACE_DATABASES: Oid = 2556;
/// `bool(integer)`.
pub const F_BOOL_INT4: Oid = 2557;
/// `int4(boolean)`.
pub const F_INT4_BOOL: Oid = 2558;
/// `lastval()`.
pub const F_LASTVAL: Oid = 2559;
/// `pg_postmaster_start_time()`.
pub const F_PG_POSTMASTER_START_TIME: Oid = 2560;
/// `pg_blocking_pids(integer)`.
pub const F_PG_BLOCKING_PIDS: Oid = 2561;
/// `box_below(box, box)`.
pub const F_BOX_BELOW: Oid = 2562;
/// `box_overbelow(box, box)`.
pub const F_BOX_OVERBELOW: Oid = 2563;
/// `box_overabove(box, box)`.
pub const F_BOX_OVERABOVE: Oid = 2564;
/// `box_above(box, box)`.
pub const F_BOX_ABOVE: Oid = 2565;
/// `poly_below(polygon, polygon)`.
pub const F_POLY_BELOW: Oid = 2566;
/// `poly_overbelow(polygon, polygon)`.
pub const F_POLY_OVERBELOW: Oid = 2567;
/// `poly_overabove(polygon, polygon)`.
pub const F_POLY_OVERABOVE: Oid = 2568;
/// `poly_above(polygon, polygon)`.
pub const F_POLY_ABOVE: Oid = 2569;
/// `gist_box_consistent(internal, box, smallint, oid, internal)`.
pub const F_GIST_BOX_CONSISTENT: Oid = 2578;
/// `float8(jsonb)`.
pub const F_FLOAT8_JSONB: Oid = 2580;
/// `gist_box_penalty(internal, internal, internal)`.
pub const F_GIST_BOX_PENALTY: Oid = 2581;
/// `gist_box_picksplit(internal, internal)`.
pub const F_GIST_BOX_PICKSPLIT: Oid = 2582;
/// `gist_box_union(internal, internal)`.
pub const F_GIST_BOX_UNION: Oid = 2583;
/// `gist_box_same(box, box, internal)`.
pub const F_GIST_BOX_SAME: Oid = 2584;
/// `gist_poly_consistent(internal, polygon, smallint, oid, internal)`.
pub const F_GIST_POLY_CONSISTENT: Oid = 2585;
/// `gist_poly_compress(internal)`.
pub const F_GIST_POLY_COMPRESS: Oid = 2586;
/// `circle_overbelow(circle, circle)`.
pub const F_CIRCLE_OVERBELOW: Oid = 2587;
/// `circle_overabove(circle, circle)`.
pub const F_CIRCLE_OVERABOVE: Oid = 2588;
/// `gist_circle_consistent(internal, circle, smallint, oid, internal)`.
pub const F_GIST_CIRCLE_CONSISTENT: Oid = 2591;
/// `gist_circle_compress(internal)`.
pub const F_GIST_CIRCLE_COMPRESS: Oid = 2592;
/// `numeric_stddev_pop(internal)`.
pub const F_NUMERIC_STDDEV_POP: Oid = 2596;
/// `domain_in(cstring, oid, integer)`.
pub const F_DOMAIN_IN: Oid = 2597;
/// `domain_recv(internal, oid, integer)`.
pub const F_DOMAIN_RECV: Oid = 2598;
/// `pg_timezone_abbrevs(OUT abbrev text, OUT utc_offset interval, OUT is_dst boolean)`.
pub const F_PG_TIMEZONE_ABBREVS: Oid = 2599;
/// `xmlexists(text, xml)`.
pub const F_XMLEXISTS: Oid = 2614;
/// `pg_reload_conf()`.
pub const F_PG_RELOAD_CONF: Oid = 2621;
/// `pg_rotate_logfile()`.
pub const F_PG_ROTATE_LOGFILE: Oid = 2622;
/// `pg_stat_file(filename text, OUT size bigint, OUT access timestamp with time zone, OUT modification timestamp with time zone, OUT change timestamp with time zone, OUT creation timestamp with time zone, OUT isdir boolean)`.
pub const F_PG_STAT_FILE_TEXT: Oid = 2623;
/// `pg_read_file(text, bigint, bigint)`.
pub const F_PG_READ_FILE_TEXT_INT8_INT8: Oid = 2624;
/// `pg_ls_dir(text)`.
pub const F_PG_LS_DIR_TEXT: Oid = 2625;
/// `pg_sleep(double precision)`.
pub const F_PG_SLEEP: Oid = 2626;
/// `inetnot(inet)`.
pub const F_INETNOT: Oid = 2627;
/// `inetand(inet, inet)`.
pub const F_INETAND: Oid = 2628;
/// `inetor(inet, inet)`.
pub const F_INETOR: Oid = 2629;
/// `inetpl(inet, bigint)`.
pub const F_INETPL: Oid = 2630;
/// `int8pl_inet(bigint, inet)`.
pub const F_INT8PL_INET: Oid = 2631;
/// `inetmi_int8(inet, bigint)`.
pub const F_INETMI_INT8: Oid = 2632;
/// `inetmi(inet, inet)`.
pub const F_INETMI: Oid = 2633;
/// `var_samp(bigint)`.
pub const F_VAR_SAMP_INT8: Oid = 2641;
/// `var_samp(integer)`.
pub const F_VAR_SAMP_INT4: Oid = 2642;
/// `var_samp(smallint)`.
pub const F_VAR_SAMP_INT2: Oid = 2643;
/// `var_samp(real)`.
pub const F_VAR_SAMP_FLOAT4: Oid = 2644;
/// `var_samp(double precision)`.
pub const F_VAR_SAMP_FLOAT8: Oid = 2645;
/// `var_samp(numeric)`.
pub const F_VAR_SAMP_NUMERIC: Oid = 2646;
/// `transaction_timestamp()`.
pub const F_TRANSACTION_TIMESTAMP: Oid = 2647;
/// `statement_timestamp()`.
pub const F_STATEMENT_TIMESTAMP: Oid = 2648;
/// `clock_timestamp()`.
pub const F_CLOCK_TIMESTAMP: Oid = 2649;
/// `gin_cmp_prefix(text, text, smallint, internal)`.
pub const F_GIN_CMP_PREFIX: Oid = 2700;
/// `pg_has_role(name, name, text)`.
pub const F_PG_HAS_ROLE_NAME_NAME_TEXT: Oid = 2705;
/// `pg_has_role(name, oid, text)`.
pub const F_PG_HAS_ROLE_NAME_OID_TEXT: Oid = 2706;
/// `pg_has_role(oid, name, text)`.
pub const F_PG_HAS_ROLE_OID_NAME_TEXT: Oid = 2707;
/// `pg_has_role(oid, oid, text)`.
pub const F_PG_HAS_ROLE_OID_OID_TEXT: Oid = 2708;
/// `pg_has_role(name, text)`.
pub const F_PG_HAS_ROLE_NAME_TEXT: Oid = 2709;
/// `pg_has_role(oid, text)`.
pub const F_PG_HAS_ROLE_OID_TEXT: Oid = 2710;
/// `justify_interval(interval)`.
pub const F_JUSTIFY_INTERVAL: Oid = 2711;
/// `stddev_samp(bigint)`.
pub const F_STDDEV_SAMP_INT8: Oid = 2712;
/// `stddev_samp(integer)`.
pub const F_STDDEV_SAMP_INT4: Oid = 2713;
/// `stddev_samp(smallint)`.
pub const F_STDDEV_SAMP_INT2: Oid = 2714;
/// `stddev_samp(real)`.
pub const F_STDDEV_SAMP_FLOAT4: Oid = 2715;
/// `stddev_samp(double precision)`.
pub const F_STDDEV_SAMP_FLOAT8: Oid = 2716;
/// `stddev_samp(numeric)`.
pub const F_STDDEV_SAMP_NUMERIC: Oid = 2717;
/// `var_pop(bigint)`.
pub const F_VAR_POP_INT8: Oid = 2718;
/// `var_pop(integer)`.
pub const F_VAR_POP_INT4: Oid = 2719;
/// `var_pop(smallint)`.
pub const F_VAR_POP_INT2: Oid = 2720;
/// `var_pop(real)`.
pub const F_VAR_POP_FLOAT4: Oid = 2721;
/// `var_pop(double precision)`.
pub const F_VAR_POP_FLOAT8: Oid = 2722;
/// `var_pop(numeric)`.
pub const F_VAR_POP_NUMERIC: Oid = 2723;
/// `stddev_pop(bigint)`.
pub const F_STDDEV_POP_INT8: Oid = 2724;
/// `stddev_pop(integer)`.
pub const F_STDDEV_POP_INT4: Oid = 2725;
/// `stddev_pop(smallint)`.
pub const F_STDDEV_POP_INT2: Oid = 2726;
/// `stddev_pop(real)`.
pub const F_STDDEV_POP_FLOAT4: Oid = 2727;
/// `stddev_pop(double precision)`.
pub const F_STDDEV_POP_FLOAT8: Oid = 2728;
/// `stddev_pop(numeric)`.
pub const F_STDDEV_POP_NUMERIC: Oid = 2729;
/// `pg_get_triggerdef(oid, boolean)`.
pub const F_PG_GET_TRIGGERDEF_OID_BOOL: Oid = 2730;
/// `asind(double precision)`.
pub const F_ASIND: Oid = 2731;
/// `acosd(double precision)`.
pub const F_ACOSD: Oid = 2732;
/// `atand(double precision)`.
pub const F_ATAND: Oid = 2733;
/// `atan2d(double precision, double precision)`.
pub const F_ATAN2D: Oid = 2734;
/// `sind(double precision)`.
pub const F_SIND: Oid = 2735;
/// `cosd(double precision)`.
pub const F_COSD: Oid = 2736;
/// `tand(double precision)`.
pub const F_TAND: Oid = 2737;
/// `cotd(double precision)`.
pub const F_COTD: Oid = 2738;
/// `pg_backup_stop(wait_for_archive boolean, OUT lsn pg_lsn, OUT labelfile text, OUT spcmapfile text)`.
pub const F_PG_BACKUP_STOP: Oid = 2739;
/// `numeric_avg_serialize(internal)`.
pub const F_NUMERIC_AVG_SERIALIZE: Oid = 2740;
/// `numeric_avg_deserialize(bytea, internal)`.
pub const F_NUMERIC_AVG_DESERIALIZE: Oid = 2741;
/// `ginarrayextract(anyarray, internal, internal)`.
pub const F_GINARRAYEXTRACT_ANYARRAY_INTERNAL_INTERNAL: Oid = 2743;
/// `ginarrayconsistent(internal, smallint, anyarray, integer, internal, internal, internal, internal)`.
pub const F_GINARRAYCONSISTENT: Oid = 2744;
/// `int8_avg_accum(internal, bigint)`.
pub const F_INT8_AVG_ACCUM: Oid = 2746;
/// `arrayoverlap(anyarray, anyarray)`.
pub const F_ARRAYOVERLAP: Oid = 2747;
/// `arraycontains(anyarray, anyarray)`.
pub const F_ARRAYCONTAINS: Oid = 2748;
/// `arraycontained(anyarray, anyarray)`.
pub const F_ARRAYCONTAINED: Oid = 2749;
/// `pg_stat_get_db_tuples_returned(oid)`.
pub const F_PG_STAT_GET_DB_TUPLES_RETURNED: Oid = 2758;
/// `pg_stat_get_db_tuples_fetched(oid)`.
pub const F_PG_STAT_GET_DB_TUPLES_FETCHED: Oid = 2759;
/// `pg_stat_get_db_tuples_inserted(oid)`.
pub const F_PG_STAT_GET_DB_TUPLES_INSERTED: Oid = 2760;
/// `pg_stat_get_db_tuples_updated(oid)`.
pub const F_PG_STAT_GET_DB_TUPLES_UPDATED: Oid = 2761;
/// `pg_stat_get_db_tuples_deleted(oid)`.
pub const F_PG_STAT_GET_DB_TUPLES_DELETED: Oid = 2762;
/// `regexp_matches(text, text)`.
pub const F_REGEXP_MATCHES_TEXT_TEXT: Oid = 2763;
/// `regexp_matches(text, text, text)`.
pub const F_REGEXP_MATCHES_TEXT_TEXT_TEXT: Oid = 2764;
/// `regexp_split_to_table(text, text)`.
pub const F_REGEXP_SPLIT_TO_TABLE_TEXT_TEXT: Oid = 2765;
/// `regexp_split_to_table(text, text, text)`.
pub const F_REGEXP_SPLIT_TO_TABLE_TEXT_TEXT_TEXT: Oid = 2766;
/// `regexp_split_to_array(text, text)`.
pub const F_REGEXP_SPLIT_TO_ARRAY_TEXT_TEXT: Oid = 2767;
/// `regexp_split_to_array(text, text, text)`.
pub const F_REGEXP_SPLIT_TO_ARRAY_TEXT_TEXT_TEXT: Oid = 2768;
/// `pg_stat_get_bgwriter_timed_checkpoints()`.
pub const F_PG_STAT_GET_BGWRITER_TIMED_CHECKPOINTS: Oid = 2769;
/// `pg_stat_get_bgwriter_requested_checkpoints()`.
pub const F_PG_STAT_GET_BGWRITER_REQUESTED_CHECKPOINTS: Oid = 2770;
/// `pg_stat_get_bgwriter_buf_written_checkpoints()`.
pub const F_PG_STAT_GET_BGWRITER_BUF_WRITTEN_CHECKPOINTS: Oid = 2771;
/// `pg_stat_get_bgwriter_buf_written_clean()`.
pub const F_PG_STAT_GET_BGWRITER_BUF_WRITTEN_CLEAN: Oid = 2772;
/// `pg_stat_get_bgwriter_maxwritten_clean()`.
pub const F_PG_STAT_GET_BGWRITER_MAXWRITTEN_CLEAN: Oid = 2773;
/// `ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal)`.
pub const F_GINQUERYARRAYEXTRACT: Oid = 2774;
/// `pg_stat_get_buf_written_backend()`.
pub const F_PG_STAT_GET_BUF_WRITTEN_BACKEND: Oid = 2775;
/// `anynonarray_in(cstring)`.
pub const F_ANYNONARRAY_IN: Oid = 2777;
/// `anynonarray_out(anynonarray)`.
pub const F_ANYNONARRAY_OUT: Oid = 2778;
/// `pg_stat_get_last_vacuum_time(oid)`.
pub const F_PG_STAT_GET_LAST_VACUUM_TIME: Oid = 2781;
/// `pg_stat_get_last_autovacuum_time(oid)`.
pub const F_PG_STAT_GET_LAST_AUTOVACUUM_TIME: Oid = 2782;
/// `pg_stat_get_last_analyze_time(oid)`.
pub const F_PG_STAT_GET_LAST_ANALYZE_TIME: Oid = 2783;
/// `pg_stat_get_last_autoanalyze_time(oid)`.
pub const F_PG_STAT_GET_LAST_AUTOANALYZE_TIME: Oid = 2784;
/// `int8_avg_combine(internal, internal)`.
pub const F_INT8_AVG_COMBINE: Oid = 2785;
/// `int8_avg_serialize(internal)`.
pub const F_INT8_AVG_SERIALIZE: Oid = 2786;
/// `int8_avg_deserialize(bytea, internal)`.
pub const F_INT8_AVG_DESERIALIZE: Oid = 2787;
/// `pg_stat_get_backend_wait_event_type(integer)`.
pub const F_PG_STAT_GET_BACKEND_WAIT_EVENT_TYPE: Oid = 2788;
/// `tidgt(tid, tid)`.
pub const F_TIDGT: Oid = 2790;
/// `tidlt(tid, tid)`.
pub const F_TIDLT: Oid = 2791;
/// `tidge(tid, tid)`.
pub const F_TIDGE: Oid = 2792;
/// `tidle(tid, tid)`.
pub const F_TIDLE: Oid = 2793;
/// `bttidcmp(tid, tid)`.
pub const F_BTTIDCMP: Oid = 2794;
/// `tidlarger(tid, tid)`.
pub const F_TIDLARGER: Oid = 2795;
/// `tidsmaller(tid, tid)`.
pub const F_TIDSMALLER: Oid = 2796;
/// `max(tid)`.
pub const F_MAX_TID: Oid = 2797;
/// `min(tid)`.
pub const F_MIN_TID: Oid = 2798;
/// `count()`.
pub const F_COUNT_: Oid = 2803;
/// `int8inc_any(bigint, "any")`.
pub const F_INT8INC_ANY: Oid = 2804;
/// `int8inc_float8_float8(bigint, double precision, double precision)`.
pub const F_INT8INC_FLOAT8_FLOAT8: Oid = 2805;
/// `float8_regr_accum(double precision[], double precision, double precision)`.
pub const F_FLOAT8_REGR_ACCUM: Oid = 2806;
/// `float8_regr_sxx(double precision[])`.
pub const F_FLOAT8_REGR_SXX: Oid = 2807;
/// `float8_regr_syy(double precision[])`.
pub const F_FLOAT8_REGR_SYY: Oid = 2808;
/// `float8_regr_sxy(double precision[])`.
pub const F_FLOAT8_REGR_SXY: Oid = 2809;
/// `float8_regr_avgx(double precision[])`.
pub const F_FLOAT8_REGR_AVGX: Oid = 2810;
/// `float8_regr_avgy(double precision[])`.
pub const F_FLOAT8_REGR_AVGY: Oid = 2811;
/// `float8_regr_r2(double precision[])`.
pub const F_FLOAT8_REGR_R2: Oid = 2812;
/// `float8_regr_slope(double precision[])`.
pub const F_FLOAT8_REGR_SLOPE: Oid = 2813;
/// `float8_regr_intercept(double precision[])`.
pub const F_FLOAT8_REGR_INTERCEPT: Oid = 2814;
/// `float8_covar_pop(double precision[])`.
pub const F_FLOAT8_COVAR_POP: Oid = 2815;
/// `float8_covar_samp(double precision[])`.
pub const F_FLOAT8_COVAR_SAMP: Oid = 2816;
/// `float8_corr(double precision[])`.
pub const F_FLOAT8_CORR: Oid = 2817;
/// `regr_count(double precision, double precision)`.
pub const F_REGR_COUNT: Oid = 2818;
/// `regr_sxx(double precision, double precision)`.
pub const F_REGR_SXX: Oid = 2819;
/// `regr_syy(double precision, double precision)`.
pub const F_REGR_SYY: Oid = 2820;
/// `regr_sxy(double precision, double precision)`.
pub const F_REGR_SXY: Oid = 2821;
/// `regr_avgx(double precision, double precision)`.
pub const F_REGR_AVGX: Oid = 2822;
/// `regr_avgy(double precision, double precision)`.
pub const F_REGR_AVGY: Oid = 2823;
/// `regr_r2(double precision, double precision)`.
pub const F_REGR_R2: Oid = 2824;
/// `regr_slope(double precision, double precision)`.
pub const F_REGR_SLOPE: Oid = 2825;
/// `regr_intercept(double precision, double precision)`.
pub const F_REGR_INTERCEPT: Oid = 2826;
/// `covar_pop(double precision, double precision)`.
pub const F_COVAR_POP: Oid = 2827;
/// `covar_samp(double precision, double precision)`.
pub const F_COVAR_SAMP: Oid = 2828;
/// `corr(double precision, double precision)`.
pub const F_CORR: Oid = 2829;
/// `pg_stat_get_db_blk_read_time(oid)`.
pub const F_PG_STAT_GET_DB_BLK_READ_TIME: Oid = 2844;
/// `pg_stat_get_db_blk_write_time(oid)`.
pub const F_PG_STAT_GET_DB_BLK_WRITE_TIME: Oid = 2845;
/// `pg_switch_wal()`.
pub const F_PG_SWITCH_WAL: Oid = 2848;
/// `pg_current_wal_lsn()`.
pub const F_PG_CURRENT_WAL_LSN: Oid = 2849;
/// `pg_walfile_name_offset(lsn pg_lsn, OUT file_name text, OUT file_offset integer)`.
pub const F_PG_WALFILE_NAME_OFFSET: Oid = 2850;
/// `pg_walfile_name(pg_lsn)`.
pub const F_PG_WALFILE_NAME: Oid = 2851;
/// `pg_current_wal_insert_lsn()`.
pub const F_PG_CURRENT_WAL_INSERT_LSN: Oid = 2852;
/// `pg_stat_get_backend_wait_event(integer)`.
pub const F_PG_STAT_GET_BACKEND_WAIT_EVENT: Oid = 2853;
/// `pg_my_temp_schema()`.
pub const F_PG_MY_TEMP_SCHEMA: Oid = 2854;
/// `pg_is_other_temp_schema(oid)`.
pub const F_PG_IS_OTHER_TEMP_SCHEMA: Oid = 2855;
/// `pg_timezone_names(OUT name text, OUT abbrev text, OUT utc_offset interval, OUT is_dst boolean)`.
pub const F_PG_TIMEZONE_NAMES: Oid = 2856;
/// `pg_stat_get_backend_xact_start(integer)`.
pub const F_PG_STAT_GET_BACKEND_XACT_START: Oid = 2857;
/// `numeric_avg_accum(internal, numeric)`.
pub const F_NUMERIC_AVG_ACCUM: Oid = 2858;
/// `pg_stat_get_buf_alloc()`.
pub const F_PG_STAT_GET_BUF_ALLOC: Oid = 2859;
/// `pg_stat_get_live_tuples(oid)`.
pub const F_PG_STAT_GET_LIVE_TUPLES: Oid = 2878;
/// `pg_stat_get_dead_tuples(oid)`.
pub const F_PG_STAT_GET_DEAD_TUPLES: Oid = 2879;
/// `pg_advisory_lock(bigint)`.
pub const F_PG_ADVISORY_LOCK_INT8: Oid = 2880;
/// `pg_advisory_lock_shared(bigint)`.
pub const F_PG_ADVISORY_LOCK_SHARED_INT8: Oid = 2881;
/// `pg_try_advisory_lock(bigint)`.
pub const F_PG_TRY_ADVISORY_LOCK_INT8: Oid = 2882;
/// `pg_try_advisory_lock_shared(bigint)`.
pub const F_PG_TRY_ADVISORY_LOCK_SHARED_INT8: Oid = 2883;
/// `pg_advisory_unlock(bigint)`.
pub const F_PG_ADVISORY_UNLOCK_INT8: Oid = 2884;
/// `pg_advisory_unlock_shared(bigint)`.
pub const F_PG_ADVISORY_UNLOCK_SHARED_INT8: Oid = 2885;
/// `pg_advisory_lock(integer, integer)`.
pub const F_PG_ADVISORY_LOCK_INT4_INT4: Oid = 2886;
/// `pg_advisory_lock_shared(integer, integer)`.
pub const F_PG_ADVISORY_LOCK_SHARED_INT4_INT4: Oid = 2887;
/// `pg_try_advisory_lock(integer, integer)`.
pub const F_PG_TRY_ADVISORY_LOCK_INT4_INT4: Oid = 2888;
/// `pg_try_advisory_lock_shared(integer, integer)`.
pub const F_PG_TRY_ADVISORY_LOCK_SHARED_INT4_INT4: Oid = 2889;
/// `pg_advisory_unlock(integer, integer)`.
pub const F_PG_ADVISORY_UNLOCK_INT4_INT4: Oid = 2890;
/// `pg_advisory_unlock_shared(integer, integer)`.
pub const F_PG_ADVISORY_UNLOCK_SHARED_INT4_INT4: Oid = 2891;
/// `pg_advisory_unlock_all()`.
pub const F_PG_ADVISORY_UNLOCK_ALL: Oid = 2892;
/// `xml_in(cstring)`.
pub const F_XML_IN: Oid = 2893;
/// `xml_out(xml)`.
pub const F_XML_OUT: Oid = 2894;
/// `xmlcomment(text)`.
pub const F_XMLCOMMENT: Oid = 2895;
/// `xml(text)`.
pub const F_XML: Oid = 2896;
/// `xmlvalidate(xml, text)`.
pub const F_XMLVALIDATE: Oid = 2897;
/// `xml_recv(internal)`.
pub const F_XML_RECV: Oid = 2898;
/// `xml_send(xml)`.
pub const F_XML_SEND: Oid = 2899;
/// `xmlconcat2(xml, xml)`.
pub const F_XMLCONCAT2: Oid = 2900;
/// `xmlagg(xml)`.
pub const F_XMLAGG: Oid = 2901;
/// `varbittypmodin(cstring[])`.
pub const F_VARBITTYPMODIN: Oid = 2902;
/// `intervaltypmodin(cstring[])`.
pub const F_INTERVALTYPMODIN: Oid = 2903;
/// `intervaltypmodout(integer)`.
pub const F_INTERVALTYPMODOUT: Oid = 2904;
/// `timestamptypmodin(cstring[])`.
pub const F_TIMESTAMPTYPMODIN: Oid = 2905;
/// `timestamptypmodout(integer)`.
pub const F_TIMESTAMPTYPMODOUT: Oid = 2906;
/// `timestamptztypmodin(cstring[])`.
pub const F_TIMESTAMPTZTYPMODIN: Oid = 2907;
/// `timestamptztypmodout(integer)`.
pub const F_TIMESTAMPTZTYPMODOUT: Oid = 2908;
/// `timetypmodin(cstring[])`.
pub const F_TIMETYPMODIN: Oid = 2909;
/// `timetypmodout(integer)`.
pub const F_TIMETYPMODOUT: Oid = 2910;
/// `timetztypmodin(cstring[])`.
pub const F_TIMETZTYPMODIN: Oid = 2911;
/// `timetztypmodout(integer)`.
pub const F_TIMETZTYPMODOUT: Oid = 2912;
/// `bpchartypmodin(cstring[])`.
pub const F_BPCHARTYPMODIN: Oid = 2913;
/// `bpchartypmodout(integer)`.
pub const F_BPCHARTYPMODOUT: Oid = 2914;
/// `varchartypmodin(cstring[])`.
pub const F_VARCHARTYPMODIN: Oid = 2915;
/// `varchartypmodout(integer)`.
pub const F_VARCHARTYPMODOUT: Oid = 2916;
/// `numerictypmodin(cstring[])`.
pub const F_NUMERICTYPMODIN: Oid = 2917;
/// `numerictypmodout(integer)`.
pub const F_NUMERICTYPMODOUT: Oid = 2918;
/// `bittypmodin(cstring[])`.
pub const F_BITTYPMODIN: Oid = 2919;
/// `bittypmodout(integer)`.
pub const F_BITTYPMODOUT: Oid = 2920;
/// `varbittypmodout(integer)`.
pub const F_VARBITTYPMODOUT: Oid = 2921;
/// `text(xml)`.
pub const F_TEXT_XML: Oid = 2922;
/// `table_to_xml(tbl regclass, nulls boolean, tableforest boolean, targetns text)`.
pub const F_TABLE_TO_XML: Oid = 2923;
/// `query_to_xml(query text, nulls boolean, tableforest boolean, targetns text)`.
pub const F_QUERY_TO_XML: Oid = 2924;
/// `cursor_to_xml(cursor refcursor, count integer, nulls boolean, tableforest boolean, targetns text)`.
pub const F_CURSOR_TO_XML: Oid = 2925;
/// `table_to_xmlschema(tbl regclass, nulls boolean, tableforest boolean, targetns text)`.
pub const F_TABLE_TO_XMLSCHEMA: Oid = 2926;
/// `query_to_xmlschema(query text, nulls boolean, tableforest boolean, targetns text)`.
pub const F_QUERY_TO_XMLSCHEMA: Oid = 2927;
/// `cursor_to_xmlschema(cursor refcursor, nulls boolean, tableforest boolean, targetns text)`.
pub const F_CURSOR_TO_XMLSCHEMA: Oid = 2928;
/// `table_to_xml_and_xmlschema(tbl regclass, nulls boolean, tableforest boolean, targetns text)`.
pub const F_TABLE_TO_XML_AND_XMLSCHEMA: Oid = 2929;
/// `query_to_xml_and_xmlschema(query text, nulls boolean, tableforest boolean, targetns text)`.
pub const F_QUERY_TO_XML_AND_XMLSCHEMA: Oid = 2930;
/// `xpath(text, xml, text[])`.
pub const F_XPATH_TEXT_XML__TEXT: Oid = 2931;
/// `xpath(text, xml)`.
pub const F_XPATH_TEXT_XML: Oid = 2932;
/// `schema_to_xml(schema name, nulls boolean, tableforest boolean, targetns text)`.
pub const F_SCHEMA_TO_XML: Oid = 2933;
/// `schema_to_xmlschema(schema name, nulls boolean, tableforest boolean, targetns text)`.
pub const F_SCHEMA_TO_XMLSCHEMA: Oid = 2934;
/// `schema_to_xml_and_xmlschema(schema name, nulls boolean, tableforest boolean, targetns text)`.
pub const F_SCHEMA_TO_XML_AND_XMLSCHEMA: Oid = 2935;
/// `database_to_xml(nulls boolean, tableforest boolean, targetns text)`.
pub const F_DATABASE_TO_XML: Oid = 2936;
/// `database_to_xmlschema(nulls boolean, tableforest boolean, targetns text)`.
pub const F_DATABASE_TO_XMLSCHEMA: Oid = 2937;
/// `database_to_xml_and_xmlschema(nulls boolean, tableforest boolean, targetns text)`.
pub const F_DATABASE_TO_XML_AND_XMLSCHEMA: Oid = 2938;
/// `txid_snapshot_in(cstring)`.
pub const F_TXID_SNAPSHOT_IN: Oid = 2939;
/// `txid_snapshot_out(txid_snapshot)`.
pub const F_TXID_SNAPSHOT_OUT: Oid = 2940;
/// `txid_snapshot_recv(internal)`.
pub const F_TXID_SNAPSHOT_RECV: Oid = 2941;
/// `txid_snapshot_send(txid_snapshot)`.
pub const F_TXID_SNAPSHOT_SEND: Oid = 2942;
/// `txid_current()`.
pub const F_TXID_CURRENT: Oid = 2943;
/// `txid_current_snapshot()`.
pub const F_TXID_CURRENT_SNAPSHOT: Oid = 2944;
/// `txid_snapshot_xmin(txid_snapshot)`.
pub const F_TXID_SNAPSHOT_XMIN: Oid = 2945;
/// `txid_snapshot_xmax(txid_snapshot)`.
pub const F_TXID_SNAPSHOT_XMAX: Oid = 2946;
/// `txid_snapshot_xip(txid_snapshot)`.
pub const F_TXID_SNAPSHOT_XIP: Oid = 2947;
/// `txid_visible_in_snapshot(bigint, txid_snapshot)`.
pub const F_TXID_VISIBLE_IN_SNAPSHOT: Oid = 2948;
/// `uuid_in(cstring)`.
pub const F_UUID_IN: Oid = 2952;
/// `uuid_out(uuid)`.
pub const F_UUID_OUT: Oid = 2953;
/// `uuid_lt(uuid, uuid)`.
pub const F_UUID_LT: Oid = 2954;
/// `uuid_le(uuid, uuid)`.
pub const F_UUID_LE: Oid = 2955;
/// `uuid_eq(uuid, uuid)`.
pub const F_UUID_EQ: Oid = 2956;
/// `uuid_ge(uuid, uuid)`.
pub const F_UUID_GE: Oid = 2957;
/// `uuid_gt(uuid, uuid)`.
pub const F_UUID_GT: Oid = 2958;
/// `uuid_ne(uuid, uuid)`.
pub const F_UUID_NE: Oid = 2959;
/// `uuid_cmp(uuid, uuid)`.
pub const F_UUID_CMP: Oid = 2960;
/// `uuid_recv(internal)`.
pub const F_UUID_RECV: Oid = 2961;
/// `uuid_send(uuid)`.
pub const F_UUID_SEND: Oid = 2962;
/// `uuid_hash(uuid)`.
pub const F_UUID_HASH: Oid = 2963;
/// `text(boolean)`.
pub const F_TEXT_BOOL: Oid = 2971;
/// `pg_stat_get_function_calls(oid)`.
pub const F_PG_STAT_GET_FUNCTION_CALLS: Oid = 2978;
/// `pg_stat_get_function_total_time(oid)`.
pub const F_PG_STAT_GET_FUNCTION_TOTAL_TIME: Oid = 2979;
/// `pg_stat_get_function_self_time(oid)`.
pub const F_PG_STAT_GET_FUNCTION_SELF_TIME: Oid = 2980;
/// `record_eq(record, record)`.
pub const F_RECORD_EQ: Oid = 2981;
/// `record_ne(record, record)`.
pub const F_RECORD_NE: Oid = 2982;
/// `record_lt(record, record)`.
pub const F_RECORD_LT: Oid = 2983;
/// `record_gt(record, record)`.
pub const F_RECORD_GT: Oid = 2984;
/// `record_le(record, record)`.
pub const F_RECORD_LE: Oid = 2985;
/// `record_ge(record, record)`.
pub const F_RECORD_GE: Oid = 2986;
/// `btrecordcmp(record, record)`.
pub const F_BTRECORDCMP: Oid = 2987;
/// `pg_table_size(regclass)`.
pub const F_PG_TABLE_SIZE: Oid = 2997;
/// `pg_indexes_size(regclass)`.
pub const F_PG_INDEXES_SIZE: Oid = 2998;
/// `pg_relation_filenode(regclass)`.
pub const F_PG_RELATION_FILENODE: Oid = 2999;
/// `has_foreign_data_wrapper_privilege(name, text, text)`.
pub const F_HAS_FOREIGN_DATA_WRAPPER_PRIVILEGE_NAME_TEXT_TEXT: Oid = 3000;
/// `has_foreign_data_wrapper_privilege(name, oid, text)`.
pub const F_HAS_FOREIGN_DATA_WRAPPER_PRIVILEGE_NAME_OID_TEXT: Oid = 3001;
/// `has_foreign_data_wrapper_privilege(oid, text, text)`.
pub const F_HAS_FOREIGN_DATA_WRAPPER_PRIVILEGE_OID_TEXT_TEXT: Oid = 3002;
/// `has_foreign_data_wrapper_privilege(oid, oid, text)`.
pub const F_HAS_FOREIGN_DATA_WRAPPER_PRIVILEGE_OID_OID_TEXT: Oid = 3003;
/// `has_foreign_data_wrapper_privilege(text, text)`.
pub const F_HAS_FOREIGN_DATA_WRAPPER_PRIVILEGE_TEXT_TEXT: Oid = 3004;
/// `has_foreign_data_wrapper_privilege(oid, text)`.
pub const F_HAS_FOREIGN_DATA_WRAPPER_PRIVILEGE_OID_TEXT: Oid = 3005;
/// `has_server_privilege(name, text, text)`.
pub const F_HAS_SERVER_PRIVILEGE_NAME_TEXT_TEXT: Oid = 3006;
/// `has_server_privilege(name, oid, text)`.
pub const F_HAS_SERVER_PRIVILEGE_NAME_OID_TEXT: Oid = 3007;
/// `has_server_privilege(oid, text, text)`.
pub const F_HAS_SERVER_PRIVILEGE_OID_TEXT_TEXT: Oid = 3008;
/// `has_server_privilege(oid, oid, text)`.
pub const F_HAS_SERVER_PRIVILEGE_OID_OID_TEXT: Oid = 3009;
/// `has_server_privilege(text, text)`.
pub const F_HAS_SERVER_PRIVILEGE_TEXT_TEXT: Oid = 3010;
/// `has_server_privilege(oid, text)`.
pub const F_HAS_SERVER_PRIVILEGE_OID_TEXT: Oid = 3011;
/// `has_column_privilege(name, text, text, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_NAME_TEXT_TEXT_TEXT: Oid = 3012;
/// `has_column_privilege(name, text, smallint, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_NAME_TEXT_INT2_TEXT: Oid = 3013;
/// `has_column_privilege(name, oid, text, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_NAME_OID_TEXT_TEXT: Oid = 3014;
/// `has_column_privilege(name, oid, smallint, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_NAME_OID_INT2_TEXT: Oid = 3015;
/// `has_column_privilege(oid, text, text, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_OID_TEXT_TEXT_TEXT: Oid = 3016;
/// `has_column_privilege(oid, text, smallint, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_OID_TEXT_INT2_TEXT: Oid = 3017;
/// `has_column_privilege(oid, oid, text, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_OID_OID_TEXT_TEXT: Oid = 3018;
/// `has_column_privilege(oid, oid, smallint, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_OID_OID_INT2_TEXT: Oid = 3019;
/// `has_column_privilege(text, text, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_TEXT_TEXT_TEXT: Oid = 3020;
/// `has_column_privilege(text, smallint, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_TEXT_INT2_TEXT: Oid = 3021;
/// `has_column_privilege(oid, text, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_OID_TEXT_TEXT: Oid = 3022;
/// `has_column_privilege(oid, smallint, text)`.
pub const F_HAS_COLUMN_PRIVILEGE_OID_INT2_TEXT: Oid = 3023;
/// `has_any_column_privilege(name, text, text)`.
pub const F_HAS_ANY_COLUMN_PRIVILEGE_NAME_TEXT_TEXT: Oid = 3024;
/// `has_any_column_privilege(name, oid, text)`.
pub const F_HAS_ANY_COLUMN_PRIVILEGE_NAME_OID_TEXT: Oid = 3025;
/// `has_any_column_privilege(oid, text, text)`.
pub const F_HAS_ANY_COLUMN_PRIVILEGE_OID_TEXT_TEXT: Oid = 3026;
/// `has_any_column_privilege(oid, oid, text)`.
pub const F_HAS_ANY_COLUMN_PRIVILEGE_OID_OID_TEXT: Oid = 3027;
/// `has_any_column_privilege(text, text)`.
pub const F_HAS_ANY_COLUMN_PRIVILEGE_TEXT_TEXT: Oid = 3028;
/// `has_any_column_privilege(oid, text)`.
pub const F_HAS_ANY_COLUMN_PRIVILEGE_OID_TEXT: Oid = 3029;
/// `overlay(bit, bit, integer, integer)`.
pub const F_OVERLAY_BIT_BIT_INT4_INT4: Oid = 3030;
/// `overlay(bit, bit, integer)`.
pub const F_OVERLAY_BIT_BIT_INT4: Oid = 3031;
/// `get_bit(bit, integer)`.
pub const F_GET_BIT_BIT_INT4: Oid = 3032;
/// `set_bit(bit, integer, integer)`.
pub const F_SET_BIT_BIT_INT4_INT4: Oid = 3033;
/// `pg_relation_filepath(regclass)`.
pub const F_PG_RELATION_FILEPATH: Oid = 3034;
/// `pg_listening_channels()`.
pub const F_PG_LISTENING_CHANNELS: Oid = 3035;
/// `pg_notify(text, text)`.
pub const F_PG_NOTIFY: Oid = 3036;
/// `pg_stat_get_xact_numscans(oid)`.
pub const F_PG_STAT_GET_XACT_NUMSCANS: Oid = 3037;
/// `pg_stat_get_xact_tuples_returned(oid)`.
pub const F_PG_STAT_GET_XACT_TUPLES_RETURNED: Oid = 3038;
/// `pg_stat_get_xact_tuples_fetched(oid)`.
pub const F_PG_STAT_GET_XACT_TUPLES_FETCHED: Oid = 3039;
/// `pg_stat_get_xact_tuples_inserted(oid)`.
pub const F_PG_STAT_GET_XACT_TUPLES_INSERTED: Oid = 3040;
/// `pg_stat_get_xact_tuples_updated(oid)`.
pub const F_PG_STAT_GET_XACT_TUPLES_UPDATED: Oid = 3041;
/// `pg_stat_get_xact_tuples_deleted(oid)`.
pub const F_PG_STAT_GET_XACT_TUPLES_DELETED: Oid = 3042;
/// `pg_stat_get_xact_tuples_hot_updated(oid)`.
pub const F_PG_STAT_GET_XACT_TUPLES_HOT_UPDATED: Oid = 3043;
/// `pg_stat_get_xact_blocks_fetched(oid)`.
pub const F_PG_STAT_GET_XACT_BLOCKS_FETCHED: Oid = 3044;
/// `pg_stat_get_xact_blocks_hit(oid)`.
pub const F_PG_STAT_GET_XACT_BLOCKS_HIT: Oid = 3045;
/// `pg_stat_get_xact_function_calls(oid)`.
pub const F_PG_STAT_GET_XACT_FUNCTION_CALLS: Oid = 3046;
/// `pg_stat_get_xact_function_total_time(oid)`.
pub const F_PG_STAT_GET_XACT_FUNCTION_TOTAL_TIME: Oid = 3047;
/// `pg_stat_get_xact_function_self_time(oid)`.
pub const F_PG_STAT_GET_XACT_FUNCTION_SELF_TIME: Oid = 3048;
/// `xpath_exists(text, xml, text[])`.
pub const F_XPATH_EXISTS_TEXT_XML__TEXT: Oid = 3049;
/// `xpath_exists(text, xml)`.
pub const F_XPATH_EXISTS_TEXT_XML: Oid = 3050;
/// `xml_is_well_formed(text)`.
pub const F_XML_IS_WELL_FORMED: Oid = 3051;
/// `xml_is_well_formed_document(text)`.
pub const F_XML_IS_WELL_FORMED_DOCUMENT: Oid = 3052;
/// `xml_is_well_formed_content(text)`.
pub const F_XML_IS_WELL_FORMED_CONTENT: Oid = 3053;
/// `pg_stat_get_vacuum_count(oid)`.
pub const F_PG_STAT_GET_VACUUM_COUNT: Oid = 3054;
/// `pg_stat_get_autovacuum_count(oid)`.
pub const F_PG_STAT_GET_AUTOVACUUM_COUNT: Oid = 3055;
/// `pg_stat_get_analyze_count(oid)`.
pub const F_PG_STAT_GET_ANALYZE_COUNT: Oid = 3056;
/// `pg_stat_get_autoanalyze_count(oid)`.
pub const F_PG_STAT_GET_AUTOANALYZE_COUNT: Oid = 3057;
/// `concat(VARIADIC "any")`.
pub const F_CONCAT: Oid = 3058;
/// `concat_ws(text, VARIADIC "any")`.
pub const F_CONCAT_WS: Oid = 3059;
/// `left(text, integer)`.
pub const F_LEFT: Oid = 3060;
/// `right(text, integer)`.
pub const F_RIGHT: Oid = 3061;
/// `reverse(text)`.
pub const F_REVERSE: Oid = 3062;
/// `pg_stat_get_buf_fsync_backend()`.
pub const F_PG_STAT_GET_BUF_FSYNC_BACKEND: Oid = 3063;
/// `gist_point_distance(internal, point, smallint, oid, internal)`.
pub const F_GIST_POINT_DISTANCE: Oid = 3064;
/// `pg_stat_get_db_conflict_tablespace(oid)`.
pub const F_PG_STAT_GET_DB_CONFLICT_TABLESPACE: Oid = 3065;
/// `pg_stat_get_db_conflict_lock(oid)`.
pub const F_PG_STAT_GET_DB_CONFLICT_LOCK: Oid = 3066;
/// `pg_stat_get_db_conflict_snapshot(oid)`.
pub const F_PG_STAT_GET_DB_CONFLICT_SNAPSHOT: Oid = 3067;
/// `pg_stat_get_db_conflict_bufferpin(oid)`.
pub const F_PG_STAT_GET_DB_CONFLICT_BUFFERPIN: Oid = 3068;
/// `pg_stat_get_db_conflict_startup_deadlock(oid)`.
pub const F_PG_STAT_GET_DB_CONFLICT_STARTUP_DEADLOCK: Oid = 3069;
/// `pg_stat_get_db_conflict_all(oid)`.
pub const F_PG_STAT_GET_DB_CONFLICT_ALL: Oid = 3070;
/// `pg_wal_replay_pause()`.
pub const F_PG_WAL_REPLAY_PAUSE: Oid = 3071;
/// `pg_wal_replay_resume()`.
pub const F_PG_WAL_REPLAY_RESUME: Oid = 3072;
/// `pg_is_wal_replay_paused()`.
pub const F_PG_IS_WAL_REPLAY_PAUSED: Oid = 3073;
/// `pg_stat_get_db_stat_reset_time(oid)`.
pub const F_PG_STAT_GET_DB_STAT_RESET_TIME: Oid = 3074;
/// `pg_stat_get_bgwriter_stat_reset_time()`.
pub const F_PG_STAT_GET_BGWRITER_STAT_RESET_TIME: Oid = 3075;
/// `ginarrayextract(anyarray, internal)`.
pub const F_GINARRAYEXTRACT_ANYARRAY_INTERNAL: Oid = 3076;
/// `gin_extract_tsvector(tsvector, internal)`.
pub const F_GIN_EXTRACT_TSVECTOR_TSVECTOR_INTERNAL: Oid = 3077;
/// `pg_sequence_parameters(sequence_oid oid, OUT start_value bigint, OUT minimum_value bigint, OUT maximum_value bigint, OUT increment bigint, OUT cycle_option boolean, OUT cache_size bigint, OUT data_type oid)`.
pub const F_PG_SEQUENCE_PARAMETERS: Oid = 3078;
/// `pg_available_extensions(OUT name name, OUT default_version text, OUT comment text)`.
pub const F_PG_AVAILABLE_EXTENSIONS: Oid = 3082;
/// `pg_available_extension_versions(OUT name name, OUT version text, OUT superuser boolean, OUT trusted boolean, OUT relocatable boolean, OUT schema name, OUT requires name[], OUT comment text)`.
pub const F_PG_AVAILABLE_EXTENSION_VERSIONS: Oid = 3083;
/// `pg_extension_update_paths(name name, OUT source text, OUT target text, OUT path text)`.
pub const F_PG_EXTENSION_UPDATE_PATHS: Oid = 3084;
/// `pg_extension_config_dump(regclass, text)`.
pub const F_PG_EXTENSION_CONFIG_DUMP: Oid = 3086;
/// `gin_extract_tsquery(tsquery, internal, smallint, internal, internal)`.
pub const F_GIN_EXTRACT_TSQUERY_TSQUERY_INTERNAL_INT2_INTERNAL_INTERNAL: Oid = 3087;
/// `gin_tsquery_consistent(internal, smallint, tsquery, integer, internal, internal)`.
pub const F_GIN_TSQUERY_CONSISTENT_INTERNAL_INT2_TSQUERY_INT4_INTERNAL_INTERNAL: Oid = 3088;
/// `pg_advisory_xact_lock(bigint)`.
pub const F_PG_ADVISORY_XACT_LOCK_INT8: Oid = 3089;
/// `pg_advisory_xact_lock_shared(bigint)`.
pub const F_PG_ADVISORY_XACT_LOCK_SHARED_INT8: Oid = 3090;
/// `pg_try_advisory_xact_lock(bigint)`.
pub const F_PG_TRY_ADVISORY_XACT_LOCK_INT8: Oid = 3091;
/// `pg_try_advisory_xact_lock_shared(bigint)`.
pub const F_PG_TRY_ADVISORY_XACT_LOCK_SHARED_INT8: Oid = 3092;
/// `pg_advisory_xact_lock(integer, integer)`.
pub const F_PG_ADVISORY_XACT_LOCK_INT4_INT4: Oid = 3093;
/// `pg_advisory_xact_lock_shared(integer, integer)`.
pub const F_PG_ADVISORY_XACT_LOCK_SHARED_INT4_INT4: Oid = 3094;
/// `pg_try_advisory_xact_lock(integer, integer)`.
pub const F_PG_TRY_ADVISORY_XACT_LOCK_INT4_INT4: Oid = 3095;
/// `pg_try_advisory_xact_lock_shared(integer, integer)`.
pub const F_PG_TRY_ADVISORY_XACT_LOCK_SHARED_INT4_INT4: Oid = 3096;
/// `varchar_support(internal)`.
pub const F_VARCHAR_SUPPORT: Oid = 3097;
/// `pg_create_restore_point(text)`.
pub const F_PG_CREATE_RESTORE_POINT: Oid = 3098;
/// `pg_stat_get_wal_senders(OUT pid integer, OUT state text, OUT sent_lsn pg_lsn, OUT write_lsn pg_lsn, OUT flush_lsn pg_lsn, OUT replay_lsn pg_lsn, OUT write_lag interval, OUT flush_lag interval, OUT replay_lag interval, OUT sync_priority integer, OUT sync_state text, OUT reply_time timestamp with time zone)`.
pub const F_PG_STAT_GET_WAL_SENDERS: Oid = 3099;
/// `row_number()`.
pub const F_ROW_NUMBER: Oid = 3100;
/// `rank()`.
pub const F_RANK_: Oid = 3101;
/// `dense_rank()`.
pub const F_DENSE_RANK_: Oid = 3102;
/// `percent_rank()`.
pub const F_PERCENT_RANK_: Oid = 3103;
/// `cume_dist()`.
pub const F_CUME_DIST_: Oid = 3104;
/// `ntile(integer)`.
pub const F_NTILE: Oid = 3105;
/// `lag(anyelement)`.
pub const F_LAG_ANYELEMENT: Oid = 3106;
/// `lag(anyelement, integer)`.
pub const F_LAG_ANYELEMENT_INT4: Oid = 3107;
/// `lag(anycompatible, integer, anycompatible)`.
pub const F_LAG_ANYCOMPATIBLE_INT4_ANYCOMPATIBLE: Oid = 3108;
/// `lead(anyelement)`.
pub const F_LEAD_ANYELEMENT: Oid = 3109;
/// `lead(anyelement, integer)`.
pub const F_LEAD_ANYELEMENT_INT4: Oid = 3110;
/// `lead(anycompatible, integer, anycompatible)`.
pub const F_LEAD_ANYCOMPATIBLE_INT4_ANYCOMPATIBLE: Oid = 3111;
/// `first_value(anyelement)`.
pub const F_FIRST_VALUE: Oid = 3112;
/// `last_value(anyelement)`.
pub const F_LAST_VALUE: Oid = 3113;
/// `nth_value(anyelement, integer)`.
pub const F_NTH_VALUE: Oid = 3114;
/// `fdw_handler_in(cstring)`.
pub const F_FDW_HANDLER_IN: Oid = 3116;
/// `fdw_handler_out(fdw_handler)`.
pub const F_FDW_HANDLER_OUT: Oid = 3117;
/// `void_recv(internal)`.
pub const F_VOID_RECV: Oid = 3120;
/// `void_send(void)`.
pub const F_VOID_SEND: Oid = 3121;
/// `btint2sortsupport(internal)`.
pub const F_BTINT2SORTSUPPORT: Oid = 3129;
/// `btint4sortsupport(internal)`.
pub const F_BTINT4SORTSUPPORT: Oid = 3130;
/// `btint8sortsupport(internal)`.
pub const F_BTINT8SORTSUPPORT: Oid = 3131;
/// `btfloat4sortsupport(internal)`.
pub const F_BTFLOAT4SORTSUPPORT: Oid = 3132;
/// `btfloat8sortsupport(internal)`.
pub const F_BTFLOAT8SORTSUPPORT: Oid = 3133;
/// `btoidsortsupport(internal)`.
pub const F_BTOIDSORTSUPPORT: Oid = 3134;
/// `btnamesortsupport(internal)`.
pub const F_BTNAMESORTSUPPORT: Oid = 3135;
/// `date_sortsupport(internal)`.
pub const F_DATE_SORTSUPPORT: Oid = 3136;
/// `timestamp_sortsupport(internal)`.
pub const F_TIMESTAMP_SORTSUPPORT: Oid = 3137;
/// `has_type_privilege(name, text, text)`.
pub const F_HAS_TYPE_PRIVILEGE_NAME_TEXT_TEXT: Oid = 3138;
/// `has_type_privilege(name, oid, text)`.
pub const F_HAS_TYPE_PRIVILEGE_NAME_OID_TEXT: Oid = 3139;
/// `has_type_privilege(oid, text, text)`.
pub const F_HAS_TYPE_PRIVILEGE_OID_TEXT_TEXT: Oid = 3140;
/// `has_type_privilege(oid, oid, text)`.
pub const F_HAS_TYPE_PRIVILEGE_OID_OID_TEXT: Oid = 3141;
/// `has_type_privilege(text, text)`.
pub const F_HAS_TYPE_PRIVILEGE_TEXT_TEXT: Oid = 3142;
/// `has_type_privilege(oid, text)`.
pub const F_HAS_TYPE_PRIVILEGE_OID_TEXT: Oid = 3143;
/// `macaddr_not(macaddr)`.
pub const F_MACADDR_NOT: Oid = 3144;
/// `macaddr_and(macaddr, macaddr)`.
pub const F_MACADDR_AND: Oid = 3145;
/// `macaddr_or(macaddr, macaddr)`.
pub const F_MACADDR_OR: Oid = 3146;
/// `pg_stat_get_db_temp_files(oid)`.
pub const F_PG_STAT_GET_DB_TEMP_FILES: Oid = 3150;
/// `pg_stat_get_db_temp_bytes(oid)`.
pub const F_PG_STAT_GET_DB_TEMP_BYTES: Oid = 3151;
/// `pg_stat_get_db_deadlocks(oid)`.
pub const F_PG_STAT_GET_DB_DEADLOCKS: Oid = 3152;
/// `array_to_json(anyarray)`.
pub const F_ARRAY_TO_JSON_ANYARRAY: Oid = 3153;
/// `array_to_json(anyarray, boolean)`.
pub const F_ARRAY_TO_JSON_ANYARRAY_BOOL: Oid = 3154;
/// `row_to_json(record)`.
pub const F_ROW_TO_JSON_RECORD: Oid = 3155;
/// `row_to_json(record, boolean)`.
pub const F_ROW_TO_JSON_RECORD_BOOL: Oid = 3156;
/// `numeric_support(internal)`.
pub const F_NUMERIC_SUPPORT: Oid = 3157;
/// `varbit_support(internal)`.
pub const F_VARBIT_SUPPORT: Oid = 3158;
/// `pg_get_viewdef(oid, integer)`.
pub const F_PG_GET_VIEWDEF_OID_INT4: Oid = 3159;
/// `pg_stat_get_checkpoint_write_time()`.
pub const F_PG_STAT_GET_CHECKPOINT_WRITE_TIME: Oid = 3160;
/// `pg_stat_get_checkpoint_sync_time()`.
pub const F_PG_STAT_GET_CHECKPOINT_SYNC_TIME: Oid = 3161;
/// `pg_collation_for("any")`.
pub const F_PG_COLLATION_FOR: Oid = 3162;
/// `pg_trigger_depth()`.
pub const F_PG_TRIGGER_DEPTH: Oid = 3163;
/// `pg_wal_lsn_diff(pg_lsn, pg_lsn)`.
pub const F_PG_WAL_LSN_DIFF: Oid = 3165;
/// `pg_size_pretty(numeric)`.
pub const F_PG_SIZE_PRETTY_NUMERIC: Oid = 3166;
/// `array_remove(anycompatiblearray, anycompatible)`.
pub const F_ARRAY_REMOVE: Oid = 3167;
/// `array_replace(anycompatiblearray, anycompatible, anycompatible)`.
pub const F_ARRAY_REPLACE: Oid = 3168;
/// `rangesel(internal, oid, internal, integer)`.
pub const F_RANGESEL: Oid = 3169;
/// `lo_lseek64(integer, bigint, integer)`.
pub const F_LO_LSEEK64: Oid = 3170;
/// `lo_tell64(integer)`.
pub const F_LO_TELL64: Oid = 3171;
/// `lo_truncate64(integer, bigint)`.
pub const F_LO_TRUNCATE64: Oid = 3172;
/// `json_agg_transfn(internal, anyelement)`.
pub const F_JSON_AGG_TRANSFN: Oid = 3173;
/// `json_agg_finalfn(internal)`.
pub const F_JSON_AGG_FINALFN: Oid = 3174;
/// `json_agg(anyelement)`.
pub const F_JSON_AGG: Oid = 3175;
/// `to_json(anyelement)`.
pub const F_TO_JSON: Oid = 3176;
/// `pg_stat_get_mod_since_analyze(oid)`.
pub const F_PG_STAT_GET_MOD_SINCE_ANALYZE: Oid = 3177;
/// `numeric_sum(internal)`.
pub const F_NUMERIC_SUM: Oid = 3178;
/// `cardinality(anyarray)`.
pub const F_CARDINALITY: Oid = 3179;
/// `json_object_agg_transfn(internal, "any", "any")`.
pub const F_JSON_OBJECT_AGG_TRANSFN: Oid = 3180;
/// `record_image_eq(record, record)`.
pub const F_RECORD_IMAGE_EQ: Oid = 3181;
/// `record_image_ne(record, record)`.
pub const F_RECORD_IMAGE_NE: Oid = 3182;
/// `record_image_lt(record, record)`.
pub const F_RECORD_IMAGE_LT: Oid = 3183;
/// `record_image_gt(record, record)`.
pub const F_RECORD_IMAGE_GT: Oid = 3184;
/// `record_image_le(record, record)`.
pub const F_RECORD_IMAGE_LE: Oid = 3185;
/// `record_image_ge(record, record)`.
pub const F_RECORD_IMAGE_GE: Oid = 3186;
/// `btrecordimagecmp(record, record)`.
pub const F_BTRECORDIMAGECMP: Oid = 3187;
/// `pg_stat_get_archiver(OUT archived_count bigint, OUT last_archived_wal text, OUT last_archived_time timestamp with time zone, OUT failed_count bigint, OUT last_failed_wal text, OUT last_failed_time timestamp with time zone, OUT stats_reset timestamp with time zone)`.
pub const F_PG_STAT_GET_ARCHIVER: Oid = 3195;
/// `json_object_agg_finalfn(internal)`.
pub const F_JSON_OBJECT_AGG_FINALFN: Oid = 3196;
/// `json_object_agg("any", "any")`.
pub const F_JSON_OBJECT_AGG: Oid = 3197;
/// `json_build_array(VARIADIC "any")`.
pub const F_JSON_BUILD_ARRAY_ANY: Oid = 3198;
/// `json_build_array()`.
pub const F_JSON_BUILD_ARRAY_: Oid = 3199;
/// `json_build_object(VARIADIC "any")`.
pub const F_JSON_BUILD_OBJECT_ANY: Oid = 3200;
/// `json_build_object()`.
pub const F_JSON_BUILD_OBJECT_: Oid = 3201;
/// `json_object(text[])`.
pub const F_JSON_OBJECT__TEXT: Oid = 3202;
/// `json_object(text[], text[])`.
pub const F_JSON_OBJECT__TEXT__TEXT: Oid = 3203;
/// `json_to_record(json)`.
pub const F_JSON_TO_RECORD: Oid = 3204;
/// `json_to_recordset(json)`.
pub const F_JSON_TO_RECORDSET: Oid = 3205;
/// `jsonb_array_length(jsonb)`.
pub const F_JSONB_ARRAY_LENGTH: Oid = 3207;
/// `jsonb_each(from_json jsonb, OUT key text, OUT value jsonb)`.
pub const F_JSONB_EACH: Oid = 3208;
/// `jsonb_populate_record(anyelement, jsonb)`.
pub const F_JSONB_POPULATE_RECORD: Oid = 3209;
/// `jsonb_typeof(jsonb)`.
pub const F_JSONB_TYPEOF: Oid = 3210;
/// `jsonb_object_field_text(from_json jsonb, field_name text)`.
pub const F_JSONB_OBJECT_FIELD_TEXT: Oid = 3214;
/// `jsonb_array_element(from_json jsonb, element_index integer)`.
pub const F_JSONB_ARRAY_ELEMENT: Oid = 3215;
/// `jsonb_array_element_text(from_json jsonb, element_index integer)`.
pub const F_JSONB_ARRAY_ELEMENT_TEXT: Oid = 3216;
/// `jsonb_extract_path(from_json jsonb, VARIADIC path_elems text[])`.
pub const F_JSONB_EXTRACT_PATH: Oid = 3217;
/// `width_bucket(anycompatible, anycompatiblearray)`.
pub const F_WIDTH_BUCKET_ANYCOMPATIBLE_ANYCOMPATIBLEARRAY: Oid = 3218;
/// `jsonb_array_elements(from_json jsonb, OUT value jsonb)`.
pub const F_JSONB_ARRAY_ELEMENTS: Oid = 3219;
/// `pg_lsn_in(cstring)`.
pub const F_PG_LSN_IN: Oid = 3229;
/// `pg_lsn_out(pg_lsn)`.
pub const F_PG_LSN_OUT: Oid = 3230;
/// `pg_lsn_lt(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_LT: Oid = 3231;
/// `pg_lsn_le(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_LE: Oid = 3232;
/// `pg_lsn_eq(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_EQ: Oid = 3233;
/// `pg_lsn_ge(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_GE: Oid = 3234;
/// `pg_lsn_gt(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_GT: Oid = 3235;
/// `pg_lsn_ne(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_NE: Oid = 3236;
/// `pg_lsn_mi(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_MI: Oid = 3237;
/// `pg_lsn_recv(internal)`.
pub const F_PG_LSN_RECV: Oid = 3238;
/// `pg_lsn_send(pg_lsn)`.
pub const F_PG_LSN_SEND: Oid = 3239;
/// `pg_lsn_cmp(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_CMP: Oid = 3251;
/// `pg_lsn_hash(pg_lsn)`.
pub const F_PG_LSN_HASH: Oid = 3252;
/// `bttextsortsupport(internal)`.
pub const F_BTTEXTSORTSUPPORT: Oid = 3255;
/// `generate_series(numeric, numeric, numeric)`.
pub const F_GENERATE_SERIES_NUMERIC_NUMERIC_NUMERIC: Oid = 3259;
/// `generate_series(numeric, numeric)`.
pub const F_GENERATE_SERIES_NUMERIC_NUMERIC: Oid = 3260;
/// `json_strip_nulls(json)`.
pub const F_JSON_STRIP_NULLS: Oid = 3261;
/// `jsonb_strip_nulls(jsonb)`.
pub const F_JSONB_STRIP_NULLS: Oid = 3262;
/// `jsonb_object(text[])`.
pub const F_JSONB_OBJECT__TEXT: Oid = 3263;
/// `jsonb_object(text[], text[])`.
pub const F_JSONB_OBJECT__TEXT__TEXT: Oid = 3264;
/// `jsonb_agg_transfn(internal, anyelement)`.
pub const F_JSONB_AGG_TRANSFN: Oid = 3265;
/// `jsonb_agg_finalfn(internal)`.
pub const F_JSONB_AGG_FINALFN: Oid = 3266;
/// `jsonb_agg(anyelement)`.
pub const F_JSONB_AGG: Oid = 3267;
/// `jsonb_object_agg_transfn(internal, "any", "any")`.
pub const F_JSONB_OBJECT_AGG_TRANSFN: Oid = 3268;
/// `jsonb_object_agg_finalfn(internal)`.
pub const F_JSONB_OBJECT_AGG_FINALFN: Oid = 3269;
/// `jsonb_object_agg("any", "any")`.
pub const F_JSONB_OBJECT_AGG: Oid = 3270;
/// `jsonb_build_array(VARIADIC "any")`.
pub const F_JSONB_BUILD_ARRAY_ANY: Oid = 3271;
/// `jsonb_build_array()`.
pub const F_JSONB_BUILD_ARRAY_: Oid = 3272;
/// `jsonb_build_object(VARIADIC "any")`.
pub const F_JSONB_BUILD_OBJECT_ANY: Oid = 3273;
/// `jsonb_build_object()`.
pub const F_JSONB_BUILD_OBJECT_: Oid = 3274;
/// `dist_ppoly(point, polygon)`.
pub const F_DIST_PPOLY: Oid = 3275;
/// `array_position(anycompatiblearray, anycompatible)`.
pub const F_ARRAY_POSITION_ANYCOMPATIBLEARRAY_ANYCOMPATIBLE: Oid = 3277;
/// `array_position(anycompatiblearray, anycompatible, integer)`.
pub const F_ARRAY_POSITION_ANYCOMPATIBLEARRAY_ANYCOMPATIBLE_INT4: Oid = 3278;
/// `array_positions(anycompatiblearray, anycompatible)`.
pub const F_ARRAY_POSITIONS: Oid = 3279;
/// `gist_circle_distance(internal, circle, smallint, oid, internal)`.
pub const F_GIST_CIRCLE_DISTANCE: Oid = 3280;
/// `scale(numeric)`.
pub const F_SCALE: Oid = 3281;
/// `gist_point_fetch(internal)`.
pub const F_GIST_POINT_FETCH: Oid = 3282;
/// `numeric_sortsupport(internal)`.
pub const F_NUMERIC_SORTSUPPORT: Oid = 3283;
/// `gist_poly_distance(internal, polygon, smallint, oid, internal)`.
pub const F_GIST_POLY_DISTANCE: Oid = 3288;
/// `dist_cpoint(circle, point)`.
pub const F_DIST_CPOINT: Oid = 3290;
/// `dist_polyp(polygon, point)`.
pub const F_DIST_POLYP: Oid = 3292;
/// `pg_read_file(text, bigint, bigint, boolean)`.
pub const F_PG_READ_FILE_TEXT_INT8_INT8_BOOL: Oid = 3293;
/// `current_setting(text, boolean)`.
pub const F_CURRENT_SETTING_TEXT_BOOL: Oid = 3294;
/// `pg_read_binary_file(text, bigint, bigint, boolean)`.
pub const F_PG_READ_BINARY_FILE_TEXT_INT8_INT8_BOOL: Oid = 3295;
/// `pg_notification_queue_usage()`.
pub const F_PG_NOTIFICATION_QUEUE_USAGE: Oid = 3296;
/// `pg_ls_dir(text, boolean, boolean)`.
pub const F_PG_LS_DIR_TEXT_BOOL_BOOL: Oid = 3297;
/// `row_security_active(oid)`.
pub const F_ROW_SECURITY_ACTIVE_OID: Oid = 3298;
/// `row_security_active(text)`.
pub const F_ROW_SECURITY_ACTIVE_TEXT: Oid = 3299;
/// `uuid_sortsupport(internal)`.
pub const F_UUID_SORTSUPPORT: Oid = 3300;
/// `jsonb_concat(jsonb, jsonb)`.
pub const F_JSONB_CONCAT: Oid = 3301;
/// `jsonb_delete(jsonb, text)`.
pub const F_JSONB_DELETE_JSONB_TEXT: Oid = 3302;
/// `jsonb_delete(jsonb, integer)`.
pub const F_JSONB_DELETE_JSONB_INT4: Oid = 3303;
/// `jsonb_delete_path(jsonb, text[])`.
pub const F_JSONB_DELETE_PATH: Oid = 3304;
/// `jsonb_set(jsonb_in jsonb, path text[], replacement jsonb, create_if_missing boolean)`.
pub const F_JSONB_SET: Oid = 3305;
/// `jsonb_pretty(jsonb)`.
pub const F_JSONB_PRETTY: Oid = 3306;
/// `pg_stat_file(filename text, missing_ok boolean, OUT size bigint, OUT access timestamp with time zone, OUT modification timestamp with time zone, OUT change timestamp with time zone, OUT creation timestamp with time zone, OUT isdir boolean)`.
pub const F_PG_STAT_FILE_TEXT_BOOL: Oid = 3307;
/// `xidneq(xid, xid)`.
pub const F_XIDNEQ: Oid = 3308;
/// `xidneqint4(xid, integer)`.
pub const F_XIDNEQINT4: Oid = 3309;
/// `tsm_handler_in(cstring)`.
pub const F_TSM_HANDLER_IN: Oid = 3311;
/// `tsm_handler_out(tsm_handler)`.
pub const F_TSM_HANDLER_OUT: Oid = 3312;
/// `bernoulli(internal)`.
pub const F_BERNOULLI: Oid = 3313;
/// `system(internal)`.
pub const F_SYSTEM: Oid = 3314;
/// `pg_stat_get_wal_receiver(OUT pid integer, OUT status text, OUT receive_start_lsn pg_lsn, OUT receive_start_tli integer, OUT written_lsn pg_lsn, OUT flushed_lsn pg_lsn, OUT received_tli integer, OUT last_msg_send_time timestamp with time zone, OUT last_msg_receipt_time timestamp with time zone, OUT latest_end_lsn pg_lsn, OUT latest_end_time timestamp with time zone, OUT slot_name text, OUT sender_host text, OUT sender_port integer, OUT conninfo text)`.
pub const F_PG_STAT_GET_WAL_RECEIVER: Oid = 3317;
/// `pg_stat_get_progress_info(cmdtype text, OUT pid integer, OUT datid oid, OUT relid oid, OUT param1 bigint, OUT param2 bigint, OUT param3 bigint, OUT param4 bigint, OUT param5 bigint, OUT param6 bigint, OUT param7 bigint, OUT param8 bigint, OUT param9 bigint, OUT param10 bigint, OUT param11 bigint, OUT param12 bigint, OUT param13 bigint, OUT param14 bigint, OUT param15 bigint, OUT param16 bigint, OUT param17 bigint, OUT param18 bigint, OUT param19 bigint, OUT param20 bigint)`.
pub const F_PG_STAT_GET_PROGRESS_INFO: Oid = 3318;
/// `ts_filter(tsvector, "char"[])`.
pub const F_TS_FILTER: Oid = 3319;
/// `setweight(tsvector, "char", text[])`.
pub const F_SETWEIGHT_TSVECTOR_CHAR__TEXT: Oid = 3320;
/// `ts_delete(tsvector, text)`.
pub const F_TS_DELETE_TSVECTOR_TEXT: Oid = 3321;
/// `unnest(tsvector tsvector, OUT lexeme text, OUT positions smallint[], OUT weights text[])`.
pub const F_UNNEST_TSVECTOR: Oid = 3322;
/// `ts_delete(tsvector, text[])`.
pub const F_TS_DELETE_TSVECTOR__TEXT: Oid = 3323;
/// `int4_avg_combine(bigint[], bigint[])`.
pub const F_INT4_AVG_COMBINE: Oid = 3324;
/// `interval_combine(interval[], interval[])`.
pub const F_INTERVAL_COMBINE: Oid = 3325;
/// `tsvector_to_array(tsvector)`.
pub const F_TSVECTOR_TO_ARRAY: Oid = 3326;
/// `array_to_tsvector(text[])`.
pub const F_ARRAY_TO_TSVECTOR: Oid = 3327;
/// `bpchar_sortsupport(internal)`.
pub const F_BPCHAR_SORTSUPPORT: Oid = 3328;
/// `pg_show_all_file_settings(OUT sourcefile text, OUT sourceline integer, OUT seqno integer, OUT name text, OUT setting text, OUT applied boolean, OUT error text)`.
pub const F_PG_SHOW_ALL_FILE_SETTINGS: Oid = 3329;
/// `pg_current_wal_flush_lsn()`.
pub const F_PG_CURRENT_WAL_FLUSH_LSN: Oid = 3330;
/// `bytea_sortsupport(internal)`.
pub const F_BYTEA_SORTSUPPORT: Oid = 3331;
/// `bttext_pattern_sortsupport(internal)`.
pub const F_BTTEXT_PATTERN_SORTSUPPORT: Oid = 3332;
/// `btbpchar_pattern_sortsupport(internal)`.
pub const F_BTBPCHAR_PATTERN_SORTSUPPORT: Oid = 3333;
/// `pg_size_bytes(text)`.
pub const F_PG_SIZE_BYTES: Oid = 3334;
/// `numeric_serialize(internal)`.
pub const F_NUMERIC_SERIALIZE: Oid = 3335;
/// `numeric_deserialize(bytea, internal)`.
pub const F_NUMERIC_DESERIALIZE: Oid = 3336;
/// `numeric_avg_combine(internal, internal)`.
pub const F_NUMERIC_AVG_COMBINE: Oid = 3337;
/// `numeric_poly_combine(internal, internal)`.
pub const F_NUMERIC_POLY_COMBINE: Oid = 3338;
/// `numeric_poly_serialize(internal)`.
pub const F_NUMERIC_POLY_SERIALIZE: Oid = 3339;
/// `numeric_poly_deserialize(bytea, internal)`.
pub const F_NUMERIC_POLY_DESERIALIZE: Oid = 3340;
/// `numeric_combine(internal, internal)`.
pub const F_NUMERIC_COMBINE: Oid = 3341;
/// `float8_regr_combine(double precision[], double precision[])`.
pub const F_FLOAT8_REGR_COMBINE: Oid = 3342;
/// `jsonb_delete(from_json jsonb, VARIADIC path_elems text[])`.
pub const F_JSONB_DELETE_JSONB__TEXT: Oid = 3343;
/// `cash_mul_int8(money, bigint)`.
pub const F_CASH_MUL_INT8: Oid = 3344;
/// `cash_div_int8(money, bigint)`.
pub const F_CASH_DIV_INT8: Oid = 3345;
/// `txid_current_if_assigned()`.
pub const F_TXID_CURRENT_IF_ASSIGNED: Oid = 3348;
/// `pg_get_partkeydef(oid)`.
pub const F_PG_GET_PARTKEYDEF: Oid = 3352;
/// `pg_ls_logdir(OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_LOGDIR: Oid = 3353;
/// `pg_ls_waldir(OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_WALDIR: Oid = 3354;
/// `pg_ndistinct_in(cstring)`.
pub const F_PG_NDISTINCT_IN: Oid = 3355;
/// `pg_ndistinct_out(pg_ndistinct)`.
pub const F_PG_NDISTINCT_OUT: Oid = 3356;
/// `pg_ndistinct_recv(internal)`.
pub const F_PG_NDISTINCT_RECV: Oid = 3357;
/// `pg_ndistinct_send(pg_ndistinct)`.
pub const F_PG_NDISTINCT_SEND: Oid = 3358;
/// `macaddr_sortsupport(internal)`.
pub const F_MACADDR_SORTSUPPORT: Oid = 3359;
/// `txid_status(bigint)`.
pub const F_TXID_STATUS: Oid = 3360;
/// `pg_safe_snapshot_blocking_pids(integer)`.
pub const F_PG_SAFE_SNAPSHOT_BLOCKING_PIDS: Oid = 3376;
/// `pg_isolation_test_session_is_blocked(integer, integer[])`.
pub const F_PG_ISOLATION_TEST_SESSION_IS_BLOCKED: Oid = 3378;
/// `pg_identify_object_as_address(classid oid, objid oid, objsubid integer, OUT type text, OUT object_names text[], OUT object_args text[])`.
pub const F_PG_IDENTIFY_OBJECT_AS_ADDRESS: Oid = 3382;
/// `brin_minmax_opcinfo(internal)`.
pub const F_BRIN_MINMAX_OPCINFO: Oid = 3383;
/// `brin_minmax_add_value(internal, internal, internal, internal)`.
pub const F_BRIN_MINMAX_ADD_VALUE: Oid = 3384;
/// `brin_minmax_consistent(internal, internal, internal)`.
pub const F_BRIN_MINMAX_CONSISTENT: Oid = 3385;
/// `brin_minmax_union(internal, internal, internal)`.
pub const F_BRIN_MINMAX_UNION: Oid = 3386;
/// `int8_avg_accum_inv(internal, bigint)`.
pub const F_INT8_AVG_ACCUM_INV: Oid = 3387;
/// `numeric_poly_sum(internal)`.
pub const F_NUMERIC_POLY_SUM: Oid = 3388;
/// `numeric_poly_avg(internal)`.
pub const F_NUMERIC_POLY_AVG: Oid = 3389;
/// `numeric_poly_var_pop(internal)`.
pub const F_NUMERIC_POLY_VAR_POP: Oid = 3390;
/// `numeric_poly_var_samp(internal)`.
pub const F_NUMERIC_POLY_VAR_SAMP: Oid = 3391;
/// `numeric_poly_stddev_pop(internal)`.
pub const F_NUMERIC_POLY_STDDEV_POP: Oid = 3392;
/// `numeric_poly_stddev_samp(internal)`.
pub const F_NUMERIC_POLY_STDDEV_SAMP: Oid = 3393;
/// `regexp_match(text, text)`.
pub const F_REGEXP_MATCH_TEXT_TEXT: Oid = 3396;
/// `regexp_match(text, text, text)`.
pub const F_REGEXP_MATCH_TEXT_TEXT_TEXT: Oid = 3397;
/// `int8_mul_cash(bigint, money)`.
pub const F_INT8_MUL_CASH: Oid = 3399;
/// `pg_config(OUT name text, OUT setting text)`.
pub const F_PG_CONFIG: Oid = 3400;
/// `pg_hba_file_rules(OUT rule_number integer, OUT file_name text, OUT line_number integer, OUT type text, OUT database text[], OUT user_name text[], OUT address text, OUT netmask text, OUT auth_method text, OUT options text[], OUT error text)`.
pub const F_PG_HBA_FILE_RULES: Oid = 3401;
/// `pg_statistics_obj_is_visible(oid)`.
pub const F_PG_STATISTICS_OBJ_IS_VISIBLE: Oid = 3403;
/// `pg_dependencies_in(cstring)`.
pub const F_PG_DEPENDENCIES_IN: Oid = 3404;
/// `pg_dependencies_out(pg_dependencies)`.
pub const F_PG_DEPENDENCIES_OUT: Oid = 3405;
/// `pg_dependencies_recv(internal)`.
pub const F_PG_DEPENDENCIES_RECV: Oid = 3406;
/// `pg_dependencies_send(pg_dependencies)`.
pub const F_PG_DEPENDENCIES_SEND: Oid = 3407;
/// `pg_get_partition_constraintdef(oid)`.
pub const F_PG_GET_PARTITION_CONSTRAINTDEF: Oid = 3408;
/// `time_hash_extended(time without time zone, bigint)`.
pub const F_TIME_HASH_EXTENDED: Oid = 3409;
/// `timetz_hash_extended(time with time zone, bigint)`.
pub const F_TIMETZ_HASH_EXTENDED: Oid = 3410;
/// `timestamp_hash_extended(timestamp without time zone, bigint)`.
pub const F_TIMESTAMP_HASH_EXTENDED: Oid = 3411;
/// `uuid_hash_extended(uuid, bigint)`.
pub const F_UUID_HASH_EXTENDED: Oid = 3412;
/// `pg_lsn_hash_extended(pg_lsn, bigint)`.
pub const F_PG_LSN_HASH_EXTENDED: Oid = 3413;
/// `hashenumextended(anyenum, bigint)`.
pub const F_HASHENUMEXTENDED: Oid = 3414;
/// `pg_get_statisticsobjdef(oid)`.
pub const F_PG_GET_STATISTICSOBJDEF: Oid = 3415;
/// `jsonb_hash_extended(jsonb, bigint)`.
pub const F_JSONB_HASH_EXTENDED: Oid = 3416;
/// `hash_range_extended(anyrange, bigint)`.
pub const F_HASH_RANGE_EXTENDED: Oid = 3417;
/// `interval_hash_extended(interval, bigint)`.
pub const F_INTERVAL_HASH_EXTENDED: Oid = 3418;
/// `sha224(bytea)`.
pub const F_SHA224: Oid = 3419;
/// `sha256(bytea)`.
pub const F_SHA256: Oid = 3420;
/// `sha384(bytea)`.
pub const F_SHA384: Oid = 3421;
/// `sha512(bytea)`.
pub const F_SHA512: Oid = 3422;
/// `pg_partition_tree(rootrelid regclass, OUT relid regclass, OUT parentrelid regclass, OUT isleaf boolean, OUT level integer)`.
pub const F_PG_PARTITION_TREE: Oid = 3423;
/// `pg_partition_root(regclass)`.
pub const F_PG_PARTITION_ROOT: Oid = 3424;
/// `pg_partition_ancestors(partitionid regclass, OUT relid regclass)`.
pub const F_PG_PARTITION_ANCESTORS: Oid = 3425;
/// `pg_stat_get_db_checksum_failures(oid)`.
pub const F_PG_STAT_GET_DB_CHECKSUM_FAILURES: Oid = 3426;
/// `pg_mcv_list_items(mcv_list pg_mcv_list, OUT index integer, OUT "values" text[], OUT nulls boolean[], OUT frequency double precision, OUT base_frequency double precision)`.
pub const F_PG_MCV_LIST_ITEMS: Oid = 3427;
/// `pg_stat_get_db_checksum_last_failure(oid)`.
pub const F_PG_STAT_GET_DB_CHECKSUM_LAST_FAILURE: Oid = 3428;
/// `gen_random_uuid()`.
pub const F_GEN_RANDOM_UUID: Oid = 3432;
/// `gtsvector_options(internal)`.
pub const F_GTSVECTOR_OPTIONS: Oid = 3434;
/// `gist_point_sortsupport(internal)`.
pub const F_GIST_POINT_SORTSUPPORT: Oid = 3435;
/// `pg_promote(wait boolean, wait_seconds integer)`.
pub const F_PG_PROMOTE: Oid = 3436;
/// `prefixsel(internal, oid, internal, integer)`.
pub const F_PREFIXSEL: Oid = 3437;
/// `prefixjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_PREFIXJOINSEL: Oid = 3438;
/// `pg_control_system(OUT pg_control_version integer, OUT catalog_version_no integer, OUT system_identifier bigint, OUT pg_control_last_modified timestamp with time zone)`.
pub const F_PG_CONTROL_SYSTEM: Oid = 3441;
/// `pg_control_checkpoint(OUT checkpoint_lsn pg_lsn, OUT redo_lsn pg_lsn, OUT redo_wal_file text, OUT timeline_id integer, OUT prev_timeline_id integer, OUT full_page_writes boolean, OUT next_xid text, OUT next_oid oid, OUT next_multixact_id xid, OUT next_multi_offset xid, OUT oldest_xid xid, OUT oldest_xid_dbid oid, OUT oldest_active_xid xid, OUT oldest_multi_xid xid, OUT oldest_multi_dbid oid, OUT oldest_commit_ts_xid xid, OUT newest_commit_ts_xid xid, OUT checkpoint_time timestamp with time zone)`.
pub const F_PG_CONTROL_CHECKPOINT: Oid = 3442;
/// `pg_control_recovery(OUT min_recovery_end_lsn pg_lsn, OUT min_recovery_end_timeline integer, OUT backup_start_lsn pg_lsn, OUT backup_end_lsn pg_lsn, OUT end_of_backup_record_required boolean)`.
pub const F_PG_CONTROL_RECOVERY: Oid = 3443;
/// `pg_control_init(OUT max_data_alignment integer, OUT database_block_size integer, OUT blocks_per_segment integer, OUT wal_block_size integer, OUT bytes_per_wal_segment integer, OUT max_identifier_length integer, OUT max_index_columns integer, OUT max_toast_chunk_size integer, OUT large_object_chunk_size integer, OUT float8_pass_by_value boolean, OUT data_page_checksum_version integer)`.
pub const F_PG_CONTROL_INIT: Oid = 3444;
/// `pg_import_system_collations(regnamespace)`.
pub const F_PG_IMPORT_SYSTEM_COLLATIONS: Oid = 3445;
/// `macaddr8_recv(internal)`.
pub const F_MACADDR8_RECV: Oid = 3446;
/// `macaddr8_send(macaddr8)`.
pub const F_MACADDR8_SEND: Oid = 3447;
/// `pg_collation_actual_version(oid)`.
pub const F_PG_COLLATION_ACTUAL_VERSION: Oid = 3448;
/// `numeric(jsonb)`.
pub const F_NUMERIC_JSONB: Oid = 3449;
/// `int2(jsonb)`.
pub const F_INT2_JSONB: Oid = 3450;
/// `int4(jsonb)`.
pub const F_INT4_JSONB: Oid = 3451;
/// `int8(jsonb)`.
pub const F_INT8_JSONB: Oid = 3452;
/// `float4(jsonb)`.
pub const F_FLOAT4_JSONB: Oid = 3453;
/// `pg_filenode_relation(oid, oid)`.
pub const F_PG_FILENODE_RELATION: Oid = 3454;
/// `lo_from_bytea(oid, bytea)`.
pub const F_LO_FROM_BYTEA: Oid = 3457;
/// `lo_get(oid)`.
pub const F_LO_GET_OID: Oid = 3458;
/// `lo_get(oid, bigint, integer)`.
pub const F_LO_GET_OID_INT8_INT4: Oid = 3459;
/// `lo_put(oid, bigint, bytea)`.
pub const F_LO_PUT: Oid = 3460;
/// `make_timestamp(year integer, month integer, mday integer, hour integer, min integer, sec double precision)`.
pub const F_MAKE_TIMESTAMP: Oid = 3461;
/// `make_timestamptz(year integer, month integer, mday integer, hour integer, min integer, sec double precision)`.
pub const F_MAKE_TIMESTAMPTZ_INT4_INT4_INT4_INT4_INT4_FLOAT8: Oid = 3462;
/// `make_timestamptz(year integer, month integer, mday integer, hour integer, min integer, sec double precision, timezone text)`.
pub const F_MAKE_TIMESTAMPTZ_INT4_INT4_INT4_INT4_INT4_FLOAT8_TEXT: Oid = 3463;
/// `make_interval(years integer, months integer, weeks integer, days integer, hours integer, mins integer, secs double precision)`.
pub const F_MAKE_INTERVAL: Oid = 3464;
/// `jsonb_array_elements_text(from_json jsonb, OUT value text)`.
pub const F_JSONB_ARRAY_ELEMENTS_TEXT: Oid = 3465;
/// `spg_range_quad_config(internal, internal)`.
pub const F_SPG_RANGE_QUAD_CONFIG: Oid = 3469;
/// `spg_range_quad_choose(internal, internal)`.
pub const F_SPG_RANGE_QUAD_CHOOSE: Oid = 3470;
/// `spg_range_quad_picksplit(internal, internal)`.
pub const F_SPG_RANGE_QUAD_PICKSPLIT: Oid = 3471;
/// `spg_range_quad_inner_consistent(internal, internal)`.
pub const F_SPG_RANGE_QUAD_INNER_CONSISTENT: Oid = 3472;
/// `spg_range_quad_leaf_consistent(internal, internal)`.
pub const F_SPG_RANGE_QUAD_LEAF_CONSISTENT: Oid = 3473;
/// `jsonb_populate_recordset(anyelement, jsonb)`.
pub const F_JSONB_POPULATE_RECORDSET: Oid = 3475;
/// `to_regoperator(text)`.
pub const F_TO_REGOPERATOR: Oid = 3476;
/// `jsonb_object_field(from_json jsonb, field_name text)`.
pub const F_JSONB_OBJECT_FIELD: Oid = 3478;
/// `to_regprocedure(text)`.
pub const F_TO_REGPROCEDURE: Oid = 3479;
/// `gin_compare_jsonb(text, text)`.
pub const F_GIN_COMPARE_JSONB: Oid = 3480;
/// `gin_extract_jsonb(jsonb, internal, internal)`.
pub const F_GIN_EXTRACT_JSONB: Oid = 3482;
/// `gin_extract_jsonb_query(jsonb, internal, smallint, internal, internal, internal, internal)`.
pub const F_GIN_EXTRACT_JSONB_QUERY: Oid = 3483;
/// `gin_consistent_jsonb(internal, smallint, jsonb, integer, internal, internal, internal, internal)`.
pub const F_GIN_CONSISTENT_JSONB: Oid = 3484;
/// `gin_extract_jsonb_path(jsonb, internal, internal)`.
pub const F_GIN_EXTRACT_JSONB_PATH: Oid = 3485;
/// `gin_extract_jsonb_query_path(jsonb, internal, smallint, internal, internal, internal, internal)`.
pub const F_GIN_EXTRACT_JSONB_QUERY_PATH: Oid = 3486;
/// `gin_consistent_jsonb_path(internal, smallint, jsonb, integer, internal, internal, internal, internal)`.
pub const F_GIN_CONSISTENT_JSONB_PATH: Oid = 3487;
/// `gin_triconsistent_jsonb(internal, smallint, jsonb, integer, internal, internal, internal)`.
pub const F_GIN_TRICONSISTENT_JSONB: Oid = 3488;
/// `gin_triconsistent_jsonb_path(internal, smallint, jsonb, integer, internal, internal, internal)`.
pub const F_GIN_TRICONSISTENT_JSONB_PATH: Oid = 3489;
/// `jsonb_to_record(jsonb)`.
pub const F_JSONB_TO_RECORD: Oid = 3490;
/// `jsonb_to_recordset(jsonb)`.
pub const F_JSONB_TO_RECORDSET: Oid = 3491;
/// `to_regoper(text)`.
pub const F_TO_REGOPER: Oid = 3492;
/// `to_regtype(text)`.
pub const F_TO_REGTYPE: Oid = 3493;
/// `to_regproc(text)`.
pub const F_TO_REGPROC: Oid = 3494;
/// `to_regclass(text)`.
pub const F_TO_REGCLASS: Oid = 3495;
/// `bool_accum(internal, boolean)`.
pub const F_BOOL_ACCUM: Oid = 3496;
/// `bool_accum_inv(internal, boolean)`.
pub const F_BOOL_ACCUM_INV: Oid = 3497;
/// `bool_alltrue(internal)`.
pub const F_BOOL_ALLTRUE: Oid = 3498;
/// `bool_anytrue(internal)`.
pub const F_BOOL_ANYTRUE: Oid = 3499;
/// `anyenum_in(cstring)`.
pub const F_ANYENUM_IN: Oid = 3504;
/// `anyenum_out(anyenum)`.
pub const F_ANYENUM_OUT: Oid = 3505;
/// `enum_in(cstring, oid)`.
pub const F_ENUM_IN: Oid = 3506;
/// `enum_out(anyenum)`.
pub const F_ENUM_OUT: Oid = 3507;
/// `enum_eq(anyenum, anyenum)`.
pub const F_ENUM_EQ: Oid = 3508;
/// `enum_ne(anyenum, anyenum)`.
pub const F_ENUM_NE: Oid = 3509;
/// `enum_lt(anyenum, anyenum)`.
pub const F_ENUM_LT: Oid = 3510;
/// `enum_gt(anyenum, anyenum)`.
pub const F_ENUM_GT: Oid = 3511;
/// `enum_le(anyenum, anyenum)`.
pub const F_ENUM_LE: Oid = 3512;
/// `enum_ge(anyenum, anyenum)`.
pub const F_ENUM_GE: Oid = 3513;
/// `enum_cmp(anyenum, anyenum)`.
pub const F_ENUM_CMP: Oid = 3514;
/// `hashenum(anyenum)`.
pub const F_HASHENUM: Oid = 3515;
/// `enum_smaller(anyenum, anyenum)`.
pub const F_ENUM_SMALLER: Oid = 3524;
/// `enum_larger(anyenum, anyenum)`.
pub const F_ENUM_LARGER: Oid = 3525;
/// `max(anyenum)`.
pub const F_MAX_ANYENUM: Oid = 3526;
/// `min(anyenum)`.
pub const F_MIN_ANYENUM: Oid = 3527;
/// `enum_first(anyenum)`.
pub const F_ENUM_FIRST: Oid = 3528;
/// `enum_last(anyenum)`.
pub const F_ENUM_LAST: Oid = 3529;
/// `enum_range(anyenum, anyenum)`.
pub const F_ENUM_RANGE_ANYENUM_ANYENUM: Oid = 3530;
/// `enum_range(anyenum)`.
pub const F_ENUM_RANGE_ANYENUM: Oid = 3531;
/// `enum_recv(internal, oid)`.
pub const F_ENUM_RECV: Oid = 3532;
/// `enum_send(anyenum)`.
pub const F_ENUM_SEND: Oid = 3533;
/// `string_agg_transfn(internal, text, text)`.
pub const F_STRING_AGG_TRANSFN: Oid = 3535;
/// `string_agg_finalfn(internal)`.
pub const F_STRING_AGG_FINALFN: Oid = 3536;
/// `pg_describe_object(oid, oid, integer)`.
pub const F_PG_DESCRIBE_OBJECT: Oid = 3537;
/// `string_agg(text, text)`.
pub const F_STRING_AGG_TEXT_TEXT: Oid = 3538;
/// `format(text, VARIADIC "any")`.
pub const F_FORMAT_TEXT_ANY: Oid = 3539;
/// `format(text)`.
pub const F_FORMAT_TEXT: Oid = 3540;
/// `bytea_string_agg_transfn(internal, bytea, bytea)`.
pub const F_BYTEA_STRING_AGG_TRANSFN: Oid = 3543;
/// `bytea_string_agg_finalfn(internal)`.
pub const F_BYTEA_STRING_AGG_FINALFN: Oid = 3544;
/// `string_agg(bytea, bytea)`.
pub const F_STRING_AGG_BYTEA_BYTEA: Oid = 3545;
/// `int8dec(bigint)`.
pub const F_INT8DEC: Oid = 3546;
/// `int8dec_any(bigint, "any")`.
pub const F_INT8DEC_ANY: Oid = 3547;
/// `numeric_accum_inv(internal, numeric)`.
pub const F_NUMERIC_ACCUM_INV: Oid = 3548;
/// `interval_accum_inv(interval[], interval)`.
pub const F_INTERVAL_ACCUM_INV: Oid = 3549;
/// `network_overlap(inet, inet)`.
pub const F_NETWORK_OVERLAP: Oid = 3551;
/// `inet_gist_consistent(internal, inet, smallint, oid, internal)`.
pub const F_INET_GIST_CONSISTENT: Oid = 3553;
/// `inet_gist_union(internal, internal)`.
pub const F_INET_GIST_UNION: Oid = 3554;
/// `inet_gist_compress(internal)`.
pub const F_INET_GIST_COMPRESS: Oid = 3555;
/// `bool(jsonb)`.
pub const F_BOOL_JSONB: Oid = 3556;
/// `inet_gist_penalty(internal, internal, internal)`.
pub const F_INET_GIST_PENALTY: Oid = 3557;
/// `inet_gist_picksplit(internal, internal)`.
pub const F_INET_GIST_PICKSPLIT: Oid = 3558;
/// `inet_gist_same(inet, inet, internal)`.
pub const F_INET_GIST_SAME: Oid = 3559;
/// `networksel(internal, oid, internal, integer)`.
pub const F_NETWORKSEL: Oid = 3560;
/// `networkjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_NETWORKJOINSEL: Oid = 3561;
/// `network_larger(inet, inet)`.
pub const F_NETWORK_LARGER: Oid = 3562;
/// `network_smaller(inet, inet)`.
pub const F_NETWORK_SMALLER: Oid = 3563;
/// `max(inet)`.
pub const F_MAX_INET: Oid = 3564;
/// `min(inet)`.
pub const F_MIN_INET: Oid = 3565;
/// `pg_event_trigger_dropped_objects(OUT classid oid, OUT objid oid, OUT objsubid integer, OUT original boolean, OUT normal boolean, OUT is_temporary boolean, OUT object_type text, OUT schema_name text, OUT object_name text, OUT object_identity text, OUT address_names text[], OUT address_args text[])`.
pub const F_PG_EVENT_TRIGGER_DROPPED_OBJECTS: Oid = 3566;
/// `int2_accum_inv(internal, smallint)`.
pub const F_INT2_ACCUM_INV: Oid = 3567;
/// `int4_accum_inv(internal, integer)`.
pub const F_INT4_ACCUM_INV: Oid = 3568;
/// `int8_accum_inv(internal, bigint)`.
pub const F_INT8_ACCUM_INV: Oid = 3569;
/// `int2_avg_accum_inv(bigint[], smallint)`.
pub const F_INT2_AVG_ACCUM_INV: Oid = 3570;
/// `int4_avg_accum_inv(bigint[], integer)`.
pub const F_INT4_AVG_ACCUM_INV: Oid = 3571;
/// `int2int4_sum(bigint[])`.
pub const F_INT2INT4_SUM: Oid = 3572;
/// `inet_gist_fetch(internal)`.
pub const F_INET_GIST_FETCH: Oid = 3573;
/// `pg_logical_emit_message(boolean, text, text)`.
pub const F_PG_LOGICAL_EMIT_MESSAGE_BOOL_TEXT_TEXT: Oid = 3577;
/// `pg_logical_emit_message(boolean, text, bytea)`.
pub const F_PG_LOGICAL_EMIT_MESSAGE_BOOL_TEXT_BYTEA: Oid = 3578;
/// `jsonb_insert(jsonb_in jsonb, path text[], replacement jsonb, insert_after boolean)`.
pub const F_JSONB_INSERT: Oid = 3579;
/// `pg_xact_commit_timestamp(xid)`.
pub const F_PG_XACT_COMMIT_TIMESTAMP: Oid = 3581;
/// `binary_upgrade_set_next_pg_type_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_PG_TYPE_OID: Oid = 3582;
/// `pg_last_committed_xact(OUT xid xid, OUT "timestamp" timestamp with time zone, OUT roident oid)`.
pub const F_PG_LAST_COMMITTED_XACT: Oid = 3583;
/// `binary_upgrade_set_next_array_pg_type_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_ARRAY_PG_TYPE_OID: Oid = 3584;
/// `binary_upgrade_set_next_heap_pg_class_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_HEAP_PG_CLASS_OID: Oid = 3586;
/// `binary_upgrade_set_next_index_pg_class_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_INDEX_PG_CLASS_OID: Oid = 3587;
/// `binary_upgrade_set_next_toast_pg_class_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_TOAST_PG_CLASS_OID: Oid = 3588;
/// `binary_upgrade_set_next_pg_enum_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_PG_ENUM_OID: Oid = 3589;
/// `binary_upgrade_set_next_pg_authid_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_PG_AUTHID_OID: Oid = 3590;
/// `binary_upgrade_create_empty_extension(text, text, boolean, text, oid[], text[], text[])`.
pub const F_BINARY_UPGRADE_CREATE_EMPTY_EXTENSION: Oid = 3591;
/// `event_trigger_in(cstring)`.
pub const F_EVENT_TRIGGER_IN: Oid = 3594;
/// `event_trigger_out(event_trigger)`.
pub const F_EVENT_TRIGGER_OUT: Oid = 3595;
/// `tsvectorin(cstring)`.
pub const F_TSVECTORIN: Oid = 3610;
/// `tsvectorout(tsvector)`.
pub const F_TSVECTOROUT: Oid = 3611;
/// `tsqueryin(cstring)`.
pub const F_TSQUERYIN: Oid = 3612;
/// `tsqueryout(tsquery)`.
pub const F_TSQUERYOUT: Oid = 3613;
/// `tsvector_lt(tsvector, tsvector)`.
pub const F_TSVECTOR_LT: Oid = 3616;
/// `tsvector_le(tsvector, tsvector)`.
pub const F_TSVECTOR_LE: Oid = 3617;
/// `tsvector_eq(tsvector, tsvector)`.
pub const F_TSVECTOR_EQ: Oid = 3618;
/// `tsvector_ne(tsvector, tsvector)`.
pub const F_TSVECTOR_NE: Oid = 3619;
/// `tsvector_ge(tsvector, tsvector)`.
pub const F_TSVECTOR_GE: Oid = 3620;
/// `tsvector_gt(tsvector, tsvector)`.
pub const F_TSVECTOR_GT: Oid = 3621;
/// `tsvector_cmp(tsvector, tsvector)`.
pub const F_TSVECTOR_CMP: Oid = 3622;
/// `strip(tsvector)`.
pub const F_STRIP: Oid = 3623;
/// `setweight(tsvector, "char")`.
pub const F_SETWEIGHT_TSVECTOR_CHAR: Oid = 3624;
/// `tsvector_concat(tsvector, tsvector)`.
pub const F_TSVECTOR_CONCAT: Oid = 3625;
/// `ts_match_vq(tsvector, tsquery)`.
pub const F_TS_MATCH_VQ: Oid = 3634;
/// `ts_match_qv(tsquery, tsvector)`.
pub const F_TS_MATCH_QV: Oid = 3635;
/// `tsvectorsend(tsvector)`.
pub const F_TSVECTORSEND: Oid = 3638;
/// `tsvectorrecv(internal)`.
pub const F_TSVECTORRECV: Oid = 3639;
/// `tsquerysend(tsquery)`.
pub const F_TSQUERYSEND: Oid = 3640;
/// `tsqueryrecv(internal)`.
pub const F_TSQUERYRECV: Oid = 3641;
/// `gtsvectorin(cstring)`.
pub const F_GTSVECTORIN: Oid = 3646;
/// `gtsvectorout(gtsvector)`.
pub const F_GTSVECTOROUT: Oid = 3647;
/// `gtsvector_compress(internal)`.
pub const F_GTSVECTOR_COMPRESS: Oid = 3648;
/// `gtsvector_decompress(internal)`.
pub const F_GTSVECTOR_DECOMPRESS: Oid = 3649;
/// `gtsvector_picksplit(internal, internal)`.
pub const F_GTSVECTOR_PICKSPLIT: Oid = 3650;
/// `gtsvector_union(internal, internal)`.
pub const F_GTSVECTOR_UNION: Oid = 3651;
/// `gtsvector_same(gtsvector, gtsvector, internal)`.
pub const F_GTSVECTOR_SAME: Oid = 3652;
/// `gtsvector_penalty(internal, internal, internal)`.
pub const F_GTSVECTOR_PENALTY: Oid = 3653;
/// `gtsvector_consistent(internal, tsvector, smallint, oid, internal)`.
pub const F_GTSVECTOR_CONSISTENT_INTERNAL_TSVECTOR_INT2_OID_INTERNAL: Oid = 3654;
/// `gin_extract_tsvector(tsvector, internal, internal)`.
pub const F_GIN_EXTRACT_TSVECTOR_TSVECTOR_INTERNAL_INTERNAL: Oid = 3656;
/// `gin_extract_tsquery(tsvector, internal, smallint, internal, internal, internal, internal)`.
pub const F_GIN_EXTRACT_TSQUERY_TSVECTOR_INTERNAL_INT2_INTERNAL_INTERNAL_INTERNAL_INTERNAL: Oid = 3657;
/// `gin_tsquery_consistent(internal, smallint, tsvector, integer, internal, internal, internal, internal)`.
pub const F_GIN_TSQUERY_CONSISTENT_INTERNAL_INT2_TSVECTOR_INT4_INTERNAL_INTERNAL_INTERNAL_INTERNAL: Oid = 3658;
/// `tsquery_lt(tsquery, tsquery)`.
pub const F_TSQUERY_LT: Oid = 3662;
/// `tsquery_le(tsquery, tsquery)`.
pub const F_TSQUERY_LE: Oid = 3663;
/// `tsquery_eq(tsquery, tsquery)`.
pub const F_TSQUERY_EQ: Oid = 3664;
/// `tsquery_ne(tsquery, tsquery)`.
pub const F_TSQUERY_NE: Oid = 3665;
/// `tsquery_ge(tsquery, tsquery)`.
pub const F_TSQUERY_GE: Oid = 3666;
/// `tsquery_gt(tsquery, tsquery)`.
pub const F_TSQUERY_GT: Oid = 3667;
/// `tsquery_cmp(tsquery, tsquery)`.
pub const F_TSQUERY_CMP: Oid = 3668;
/// `tsquery_and(tsquery, tsquery)`.
pub const F_TSQUERY_AND: Oid = 3669;
/// `tsquery_or(tsquery, tsquery)`.
pub const F_TSQUERY_OR: Oid = 3670;
/// `tsquery_not(tsquery)`.
pub const F_TSQUERY_NOT: Oid = 3671;
/// `numnode(tsquery)`.
pub const F_NUMNODE: Oid = 3672;
/// `querytree(tsquery)`.
pub const F_QUERYTREE: Oid = 3673;
/// `ts_rewrite(tsquery, tsquery, tsquery)`.
pub const F_TS_REWRITE_TSQUERY_TSQUERY_TSQUERY: Oid = 3684;
/// `ts_rewrite(tsquery, text)`.
pub const F_TS_REWRITE_TSQUERY_TEXT: Oid = 3685;
/// `tsmatchsel(internal, oid, internal, integer)`.
pub const F_TSMATCHSEL: Oid = 3686;
/// `tsmatchjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_TSMATCHJOINSEL: Oid = 3687;
/// `ts_typanalyze(internal)`.
pub const F_TS_TYPANALYZE: Oid = 3688;
/// `ts_stat(query text, OUT word text, OUT ndoc integer, OUT nentry integer)`.
pub const F_TS_STAT_TEXT: Oid = 3689;
/// `ts_stat(query text, weights text, OUT word text, OUT ndoc integer, OUT nentry integer)`.
pub const F_TS_STAT_TEXT_TEXT: Oid = 3690;
/// `tsq_mcontains(tsquery, tsquery)`.
pub const F_TSQ_MCONTAINS: Oid = 3691;
/// `tsq_mcontained(tsquery, tsquery)`.
pub const F_TSQ_MCONTAINED: Oid = 3692;
/// `gtsquery_compress(internal)`.
pub const F_GTSQUERY_COMPRESS: Oid = 3695;
/// `starts_with(text, text)`.
pub const F_STARTS_WITH: Oid = 3696;
/// `gtsquery_picksplit(internal, internal)`.
pub const F_GTSQUERY_PICKSPLIT: Oid = 3697;
/// `gtsquery_union(internal, internal)`.
pub const F_GTSQUERY_UNION: Oid = 3698;
/// `gtsquery_same(bigint, bigint, internal)`.
pub const F_GTSQUERY_SAME: Oid = 3699;
/// `gtsquery_penalty(internal, internal, internal)`.
pub const F_GTSQUERY_PENALTY: Oid = 3700;
/// `gtsquery_consistent(internal, tsquery, smallint, oid, internal)`.
pub const F_GTSQUERY_CONSISTENT_INTERNAL_TSQUERY_INT2_OID_INTERNAL: Oid = 3701;
/// `ts_rank(real[], tsvector, tsquery, integer)`.
pub const F_TS_RANK__FLOAT4_TSVECTOR_TSQUERY_INT4: Oid = 3703;
/// `ts_rank(real[], tsvector, tsquery)`.
pub const F_TS_RANK__FLOAT4_TSVECTOR_TSQUERY: Oid = 3704;
/// `ts_rank(tsvector, tsquery, integer)`.
pub const F_TS_RANK_TSVECTOR_TSQUERY_INT4: Oid = 3705;
/// `ts_rank(tsvector, tsquery)`.
pub const F_TS_RANK_TSVECTOR_TSQUERY: Oid = 3706;
/// `ts_rank_cd(real[], tsvector, tsquery, integer)`.
pub const F_TS_RANK_CD__FLOAT4_TSVECTOR_TSQUERY_INT4: Oid = 3707;
/// `ts_rank_cd(real[], tsvector, tsquery)`.
pub const F_TS_RANK_CD__FLOAT4_TSVECTOR_TSQUERY: Oid = 3708;
/// `ts_rank_cd(tsvector, tsquery, integer)`.
pub const F_TS_RANK_CD_TSVECTOR_TSQUERY_INT4: Oid = 3709;
/// `ts_rank_cd(tsvector, tsquery)`.
pub const F_TS_RANK_CD_TSVECTOR_TSQUERY: Oid = 3710;
/// `length(tsvector)`.
pub const F_LENGTH_TSVECTOR: Oid = 3711;
/// `ts_token_type(parser_oid oid, OUT tokid integer, OUT alias text, OUT description text)`.
pub const F_TS_TOKEN_TYPE_OID: Oid = 3713;
/// `ts_token_type(parser_name text, OUT tokid integer, OUT alias text, OUT description text)`.
pub const F_TS_TOKEN_TYPE_TEXT: Oid = 3714;
/// `ts_parse(parser_oid oid, txt text, OUT tokid integer, OUT token text)`.
pub const F_TS_PARSE_OID_TEXT: Oid = 3715;
/// `ts_parse(parser_name text, txt text, OUT tokid integer, OUT token text)`.
pub const F_TS_PARSE_TEXT_TEXT: Oid = 3716;
/// `prsd_start(internal, integer)`.
pub const F_PRSD_START: Oid = 3717;
/// `prsd_nexttoken(internal, internal, internal)`.
pub const F_PRSD_NEXTTOKEN: Oid = 3718;
/// `prsd_end(internal)`.
pub const F_PRSD_END: Oid = 3719;
/// `prsd_headline(internal, internal, tsquery)`.
pub const F_PRSD_HEADLINE: Oid = 3720;
/// `prsd_lextype(internal)`.
pub const F_PRSD_LEXTYPE: Oid = 3721;
/// `ts_lexize(regdictionary, text)`.
pub const F_TS_LEXIZE: Oid = 3723;
/// `gin_cmp_tslexeme(text, text)`.
pub const F_GIN_CMP_TSLEXEME: Oid = 3724;
/// `dsimple_init(internal)`.
pub const F_DSIMPLE_INIT: Oid = 3725;
/// `dsimple_lexize(internal, internal, internal, internal)`.
pub const F_DSIMPLE_LEXIZE: Oid = 3726;
/// `dsynonym_init(internal)`.
pub const F_DSYNONYM_INIT: Oid = 3728;
/// `dsynonym_lexize(internal, internal, internal, internal)`.
pub const F_DSYNONYM_LEXIZE: Oid = 3729;
/// `dispell_init(internal)`.
pub const F_DISPELL_INIT: Oid = 3731;
/// `dispell_lexize(internal, internal, internal, internal)`.
pub const F_DISPELL_LEXIZE: Oid = 3732;
/// `regconfigin(cstring)`.
pub const F_REGCONFIGIN: Oid = 3736;
/// `regconfigout(regconfig)`.
pub const F_REGCONFIGOUT: Oid = 3737;
/// `regconfigrecv(internal)`.
pub const F_REGCONFIGRECV: Oid = 3738;
/// `regconfigsend(regconfig)`.
pub const F_REGCONFIGSEND: Oid = 3739;
/// `thesaurus_init(internal)`.
pub const F_THESAURUS_INIT: Oid = 3740;
/// `thesaurus_lexize(internal, internal, internal, internal)`.
pub const F_THESAURUS_LEXIZE: Oid = 3741;
/// `ts_headline(regconfig, text, tsquery, text)`.
pub const F_TS_HEADLINE_REGCONFIG_TEXT_TSQUERY_TEXT: Oid = 3743;
/// `ts_headline(regconfig, text, tsquery)`.
pub const F_TS_HEADLINE_REGCONFIG_TEXT_TSQUERY: Oid = 3744;
/// `to_tsvector(regconfig, text)`.
pub const F_TO_TSVECTOR_REGCONFIG_TEXT: Oid = 3745;
/// `to_tsquery(regconfig, text)`.
pub const F_TO_TSQUERY_REGCONFIG_TEXT: Oid = 3746;
/// `plainto_tsquery(regconfig, text)`.
pub const F_PLAINTO_TSQUERY_REGCONFIG_TEXT: Oid = 3747;
/// `to_tsvector(text)`.
pub const F_TO_TSVECTOR_TEXT: Oid = 3749;
/// `to_tsquery(text)`.
pub const F_TO_TSQUERY_TEXT: Oid = 3750;
/// `plainto_tsquery(text)`.
pub const F_PLAINTO_TSQUERY_TEXT: Oid = 3751;
/// `tsvector_update_trigger()`.
pub const F_TSVECTOR_UPDATE_TRIGGER: Oid = 3752;
/// `tsvector_update_trigger_column()`.
pub const F_TSVECTOR_UPDATE_TRIGGER_COLUMN: Oid = 3753;
/// `ts_headline(text, tsquery, text)`.
pub const F_TS_HEADLINE_TEXT_TSQUERY_TEXT: Oid = 3754;
/// `ts_headline(text, tsquery)`.
pub const F_TS_HEADLINE_TEXT_TSQUERY: Oid = 3755;
/// `pg_ts_parser_is_visible(oid)`.
pub const F_PG_TS_PARSER_IS_VISIBLE: Oid = 3756;
/// `pg_ts_dict_is_visible(oid)`.
pub const F_PG_TS_DICT_IS_VISIBLE: Oid = 3757;
/// `pg_ts_config_is_visible(oid)`.
pub const F_PG_TS_CONFIG_IS_VISIBLE: Oid = 3758;
/// `get_current_ts_config()`.
pub const F_GET_CURRENT_TS_CONFIG: Oid = 3759;
/// `ts_match_tt(text, text)`.
pub const F_TS_MATCH_TT: Oid = 3760;
/// `ts_match_tq(text, tsquery)`.
pub const F_TS_MATCH_TQ: Oid = 3761;
/// `pg_ts_template_is_visible(oid)`.
pub const F_PG_TS_TEMPLATE_IS_VISIBLE: Oid = 3768;
/// `regdictionaryin(cstring)`.
pub const F_REGDICTIONARYIN: Oid = 3771;
/// `regdictionaryout(regdictionary)`.
pub const F_REGDICTIONARYOUT: Oid = 3772;
/// `regdictionaryrecv(internal)`.
pub const F_REGDICTIONARYRECV: Oid = 3773;
/// `regdictionarysend(regdictionary)`.
pub const F_REGDICTIONARYSEND: Oid = 3774;
/// `pg_stat_reset_shared(text)`.
pub const F_PG_STAT_RESET_SHARED: Oid = 3775;
/// `pg_stat_reset_single_table_counters(oid)`.
pub const F_PG_STAT_RESET_SINGLE_TABLE_COUNTERS: Oid = 3776;
/// `pg_stat_reset_single_function_counters(oid)`.
pub const F_PG_STAT_RESET_SINGLE_FUNCTION_COUNTERS: Oid = 3777;
/// `pg_tablespace_location(oid)`.
pub const F_PG_TABLESPACE_LOCATION: Oid = 3778;
/// `pg_create_physical_replication_slot(slot_name name, immediately_reserve boolean, temporary boolean, OUT slot_name name, OUT lsn pg_lsn)`.
pub const F_PG_CREATE_PHYSICAL_REPLICATION_SLOT: Oid = 3779;
/// `pg_drop_replication_slot(name)`.
pub const F_PG_DROP_REPLICATION_SLOT: Oid = 3780;
/// `pg_get_replication_slots(OUT slot_name name, OUT plugin name, OUT slot_type text, OUT datoid oid, OUT temporary boolean, OUT active boolean, OUT active_pid integer, OUT xmin xid, OUT catalog_xmin xid, OUT restart_lsn pg_lsn, OUT confirmed_flush_lsn pg_lsn, OUT wal_status text, OUT safe_wal_size bigint, OUT two_phase boolean, OUT conflicting boolean)`.
pub const F_PG_GET_REPLICATION_SLOTS: Oid = 3781;
/// `pg_logical_slot_get_changes(slot_name name, upto_lsn pg_lsn, upto_nchanges integer, VARIADIC options text[], OUT lsn pg_lsn, OUT xid xid, OUT data text)`.
pub const F_PG_LOGICAL_SLOT_GET_CHANGES: Oid = 3782;
/// `pg_logical_slot_get_binary_changes(slot_name name, upto_lsn pg_lsn, upto_nchanges integer, VARIADIC options text[], OUT lsn pg_lsn, OUT xid xid, OUT data bytea)`.
pub const F_PG_LOGICAL_SLOT_GET_BINARY_CHANGES: Oid = 3783;
/// `pg_logical_slot_peek_changes(slot_name name, upto_lsn pg_lsn, upto_nchanges integer, VARIADIC options text[], OUT lsn pg_lsn, OUT xid xid, OUT data text)`.
pub const F_PG_LOGICAL_SLOT_PEEK_CHANGES: Oid = 3784;
/// `pg_logical_slot_peek_binary_changes(slot_name name, upto_lsn pg_lsn, upto_nchanges integer, VARIADIC options text[], OUT lsn pg_lsn, OUT xid xid, OUT data bytea)`.
pub const F_PG_LOGICAL_SLOT_PEEK_BINARY_CHANGES: Oid = 3785;
/// `pg_create_logical_replication_slot(slot_name name, plugin name, temporary boolean, twophase boolean, OUT slot_name name, OUT lsn pg_lsn)`.
pub const F_PG_CREATE_LOGICAL_REPLICATION_SLOT: Oid = 3786;
/// `to_jsonb(anyelement)`.
pub const F_TO_JSONB: Oid = 3787;
/// `pg_stat_get_snapshot_timestamp()`.
pub const F_PG_STAT_GET_SNAPSHOT_TIMESTAMP: Oid = 3788;
/// `gin_clean_pending_list(regclass)`.
pub const F_GIN_CLEAN_PENDING_LIST: Oid = 3789;
/// `gtsvector_consistent(internal, gtsvector, integer, oid, internal)`.
pub const F_GTSVECTOR_CONSISTENT_INTERNAL_GTSVECTOR_INT4_OID_INTERNAL: Oid = 3790;
/// `gin_extract_tsquery(tsquery, internal, smallint, internal, internal, internal, internal)`.
pub const F_GIN_EXTRACT_TSQUERY_TSQUERY_INTERNAL_INT2_INTERNAL_INTERNAL_INTERNAL_INTERNAL: Oid = 3791;
/// `gin_tsquery_consistent(internal, smallint, tsquery, integer, internal, internal, internal, internal)`.
pub const F_GIN_TSQUERY_CONSISTENT_INTERNAL_INT2_TSQUERY_INT4_INTERNAL_INTERNAL_INTERNAL_INTERNAL: Oid = 3792;
/// `gtsquery_consistent(internal, internal, integer, oid, internal)`.
pub const F_GTSQUERY_CONSISTENT_INTERNAL_INTERNAL_INT4_OID_INTERNAL: Oid = 3793;
/// `inet_spg_config(internal, internal)`.
pub const F_INET_SPG_CONFIG: Oid = 3795;
/// `inet_spg_choose(internal, internal)`.
pub const F_INET_SPG_CHOOSE: Oid = 3796;
/// `inet_spg_picksplit(internal, internal)`.
pub const F_INET_SPG_PICKSPLIT: Oid = 3797;
/// `inet_spg_inner_consistent(internal, internal)`.
pub const F_INET_SPG_INNER_CONSISTENT: Oid = 3798;
/// `inet_spg_leaf_consistent(internal, internal)`.
pub const F_INET_SPG_LEAF_CONSISTENT: Oid = 3799;
/// `pg_current_logfile()`.
pub const F_PG_CURRENT_LOGFILE_: Oid = 3800;
/// `pg_current_logfile(text)`.
pub const F_PG_CURRENT_LOGFILE_TEXT: Oid = 3801;
/// `jsonb_send(jsonb)`.
pub const F_JSONB_SEND: Oid = 3803;
/// `jsonb_out(jsonb)`.
pub const F_JSONB_OUT: Oid = 3804;
/// `jsonb_recv(internal)`.
pub const F_JSONB_RECV: Oid = 3805;
/// `jsonb_in(cstring)`.
pub const F_JSONB_IN: Oid = 3806;
/// `pg_get_function_arg_default(oid, integer)`.
pub const F_PG_GET_FUNCTION_ARG_DEFAULT: Oid = 3808;
/// `pg_export_snapshot()`.
pub const F_PG_EXPORT_SNAPSHOT: Oid = 3809;
/// `pg_is_in_recovery()`.
pub const F_PG_IS_IN_RECOVERY: Oid = 3810;
/// `money(integer)`.
pub const F_MONEY_INT4: Oid = 3811;
/// `money(bigint)`.
pub const F_MONEY_INT8: Oid = 3812;
/// `pg_collation_is_visible(oid)`.
pub const F_PG_COLLATION_IS_VISIBLE: Oid = 3815;
/// `array_typanalyze(internal)`.
pub const F_ARRAY_TYPANALYZE: Oid = 3816;
/// `arraycontsel(internal, oid, internal, integer)`.
pub const F_ARRAYCONTSEL: Oid = 3817;
/// `arraycontjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_ARRAYCONTJOINSEL: Oid = 3818;
/// `pg_get_multixact_members(multixid xid, OUT xid xid, OUT mode text)`.
pub const F_PG_GET_MULTIXACT_MEMBERS: Oid = 3819;
/// `pg_last_wal_receive_lsn()`.
pub const F_PG_LAST_WAL_RECEIVE_LSN: Oid = 3820;
/// `pg_last_wal_replay_lsn()`.
pub const F_PG_LAST_WAL_REPLAY_LSN: Oid = 3821;
/// `cash_div_cash(money, money)`.
pub const F_CASH_DIV_CASH: Oid = 3822;
/// `numeric(money)`.
pub const F_NUMERIC_MONEY: Oid = 3823;
/// `money(numeric)`.
pub const F_MONEY_NUMERIC: Oid = 3824;
/// `pg_read_file(text)`.
pub const F_PG_READ_FILE_TEXT: Oid = 3826;
/// `pg_read_binary_file(text, bigint, bigint)`.
pub const F_PG_READ_BINARY_FILE_TEXT_INT8_INT8: Oid = 3827;
/// `pg_read_binary_file(text)`.
pub const F_PG_READ_BINARY_FILE_TEXT: Oid = 3828;
/// `pg_opfamily_is_visible(oid)`.
pub const F_PG_OPFAMILY_IS_VISIBLE: Oid = 3829;
/// `pg_last_xact_replay_timestamp()`.
pub const F_PG_LAST_XACT_REPLAY_TIMESTAMP: Oid = 3830;
/// `anyrange_in(cstring, oid, integer)`.
pub const F_ANYRANGE_IN: Oid = 3832;
/// `anyrange_out(anyrange)`.
pub const F_ANYRANGE_OUT: Oid = 3833;
/// `range_in(cstring, oid, integer)`.
pub const F_RANGE_IN: Oid = 3834;
/// `range_out(anyrange)`.
pub const F_RANGE_OUT: Oid = 3835;
/// `range_recv(internal, oid, integer)`.
pub const F_RANGE_RECV: Oid = 3836;
/// `range_send(anyrange)`.
pub const F_RANGE_SEND: Oid = 3837;
/// `pg_identify_object(classid oid, objid oid, objsubid integer, OUT type text, OUT schema text, OUT name text, OUT identity text)`.
pub const F_PG_IDENTIFY_OBJECT: Oid = 3839;
/// `int4range(integer, integer)`.
pub const F_INT4RANGE_INT4_INT4: Oid = 3840;
/// `int4range(integer, integer, text)`.
pub const F_INT4RANGE_INT4_INT4_TEXT: Oid = 3841;
/// `pg_relation_is_updatable(regclass, boolean)`.
pub const F_PG_RELATION_IS_UPDATABLE: Oid = 3842;
/// `pg_column_is_updatable(regclass, smallint, boolean)`.
pub const F_PG_COLUMN_IS_UPDATABLE: Oid = 3843;
/// `numrange(numeric, numeric)`.
pub const F_NUMRANGE_NUMERIC_NUMERIC: Oid = 3844;
/// `numrange(numeric, numeric, text)`.
pub const F_NUMRANGE_NUMERIC_NUMERIC_TEXT: Oid = 3845;
/// `make_date(year integer, month integer, day integer)`.
pub const F_MAKE_DATE: Oid = 3846;
/// `make_time(hour integer, min integer, sec double precision)`.
pub const F_MAKE_TIME: Oid = 3847;
/// `lower(anyrange)`.
pub const F_LOWER_ANYRANGE: Oid = 3848;
/// `upper(anyrange)`.
pub const F_UPPER_ANYRANGE: Oid = 3849;
/// `isempty(anyrange)`.
pub const F_ISEMPTY_ANYRANGE: Oid = 3850;
/// `lower_inc(anyrange)`.
pub const F_LOWER_INC_ANYRANGE: Oid = 3851;
/// `upper_inc(anyrange)`.
pub const F_UPPER_INC_ANYRANGE: Oid = 3852;
/// `lower_inf(anyrange)`.
pub const F_LOWER_INF_ANYRANGE: Oid = 3853;
/// `upper_inf(anyrange)`.
pub const F_UPPER_INF_ANYRANGE: Oid = 3854;
/// `range_eq(anyrange, anyrange)`.
pub const F_RANGE_EQ: Oid = 3855;
/// `range_ne(anyrange, anyrange)`.
pub const F_RANGE_NE: Oid = 3856;
/// `range_overlaps(anyrange, anyrange)`.
pub const F_RANGE_OVERLAPS: Oid = 3857;
/// `range_contains_elem(anyrange, anyelement)`.
pub const F_RANGE_CONTAINS_ELEM: Oid = 3858;
/// `range_contains(anyrange, anyrange)`.
pub const F_RANGE_CONTAINS: Oid = 3859;
/// `elem_contained_by_range(anyelement, anyrange)`.
pub const F_ELEM_CONTAINED_BY_RANGE: Oid = 3860;
/// `range_contained_by(anyrange, anyrange)`.
pub const F_RANGE_CONTAINED_BY: Oid = 3861;
/// `range_adjacent(anyrange, anyrange)`.
pub const F_RANGE_ADJACENT: Oid = 3862;
/// `range_before(anyrange, anyrange)`.
pub const F_RANGE_BEFORE: Oid = 3863;
/// `range_after(anyrange, anyrange)`.
pub const F_RANGE_AFTER: Oid = 3864;
/// `range_overleft(anyrange, anyrange)`.
pub const F_RANGE_OVERLEFT: Oid = 3865;
/// `range_overright(anyrange, anyrange)`.
pub const F_RANGE_OVERRIGHT: Oid = 3866;
/// `range_union(anyrange, anyrange)`.
pub const F_RANGE_UNION: Oid = 3867;
/// `range_intersect(anyrange, anyrange)`.
pub const F_RANGE_INTERSECT: Oid = 3868;
/// `range_minus(anyrange, anyrange)`.
pub const F_RANGE_MINUS: Oid = 3869;
/// `range_cmp(anyrange, anyrange)`.
pub const F_RANGE_CMP: Oid = 3870;
/// `range_lt(anyrange, anyrange)`.
pub const F_RANGE_LT: Oid = 3871;
/// `range_le(anyrange, anyrange)`.
pub const F_RANGE_LE: Oid = 3872;
/// `range_ge(anyrange, anyrange)`.
pub const F_RANGE_GE: Oid = 3873;
/// `range_gt(anyrange, anyrange)`.
pub const F_RANGE_GT: Oid = 3874;
/// `range_gist_consistent(internal, anyrange, smallint, oid, internal)`.
pub const F_RANGE_GIST_CONSISTENT: Oid = 3875;
/// `range_gist_union(internal, internal)`.
pub const F_RANGE_GIST_UNION: Oid = 3876;
/// `pg_replication_slot_advance(slot_name name, upto_lsn pg_lsn, OUT slot_name name, OUT end_lsn pg_lsn)`.
pub const F_PG_REPLICATION_SLOT_ADVANCE: Oid = 3878;
/// `range_gist_penalty(internal, internal, internal)`.
pub const F_RANGE_GIST_PENALTY: Oid = 3879;
/// `range_gist_picksplit(internal, internal)`.
pub const F_RANGE_GIST_PICKSPLIT: Oid = 3880;
/// `range_gist_same(anyrange, anyrange, internal)`.
pub const F_RANGE_GIST_SAME: Oid = 3881;
/// `hash_range(anyrange)`.
pub const F_HASH_RANGE: Oid = 3902;
/// `int4range_canonical(int4range)`.
pub const F_INT4RANGE_CANONICAL: Oid = 3914;
/// `daterange_canonical(daterange)`.
pub const F_DATERANGE_CANONICAL: Oid = 3915;
/// `range_typanalyze(internal)`.
pub const F_RANGE_TYPANALYZE: Oid = 3916;
/// `timestamp_support(internal)`.
pub const F_TIMESTAMP_SUPPORT: Oid = 3917;
/// `interval_support(internal)`.
pub const F_INTERVAL_SUPPORT: Oid = 3918;
/// `ginarraytriconsistent(internal, smallint, anyarray, integer, internal, internal, internal)`.
pub const F_GINARRAYTRICONSISTENT: Oid = 3920;
/// `gin_tsquery_triconsistent(internal, smallint, tsvector, integer, internal, internal, internal)`.
pub const F_GIN_TSQUERY_TRICONSISTENT: Oid = 3921;
/// `int4range_subdiff(integer, integer)`.
pub const F_INT4RANGE_SUBDIFF: Oid = 3922;
/// `int8range_subdiff(bigint, bigint)`.
pub const F_INT8RANGE_SUBDIFF: Oid = 3923;
/// `numrange_subdiff(numeric, numeric)`.
pub const F_NUMRANGE_SUBDIFF: Oid = 3924;
/// `daterange_subdiff(date, date)`.
pub const F_DATERANGE_SUBDIFF: Oid = 3925;
/// `int8range_canonical(int8range)`.
pub const F_INT8RANGE_CANONICAL: Oid = 3928;
/// `tsrange_subdiff(timestamp without time zone, timestamp without time zone)`.
pub const F_TSRANGE_SUBDIFF: Oid = 3929;
/// `tstzrange_subdiff(timestamp with time zone, timestamp with time zone)`.
pub const F_TSTZRANGE_SUBDIFF: Oid = 3930;
/// `jsonb_object_keys(jsonb)`.
pub const F_JSONB_OBJECT_KEYS: Oid = 3931;
/// `jsonb_each_text(from_json jsonb, OUT key text, OUT value text)`.
pub const F_JSONB_EACH_TEXT: Oid = 3932;
/// `tsrange(timestamp without time zone, timestamp without time zone)`.
pub const F_TSRANGE_TIMESTAMP_TIMESTAMP: Oid = 3933;
/// `tsrange(timestamp without time zone, timestamp without time zone, text)`.
pub const F_TSRANGE_TIMESTAMP_TIMESTAMP_TEXT: Oid = 3934;
/// `pg_sleep_for(interval)`.
pub const F_PG_SLEEP_FOR: Oid = 3935;
/// `pg_sleep_until(timestamp with time zone)`.
pub const F_PG_SLEEP_UNTIL: Oid = 3936;
/// `tstzrange(timestamp with time zone, timestamp with time zone)`.
pub const F_TSTZRANGE_TIMESTAMPTZ_TIMESTAMPTZ: Oid = 3937;
/// `tstzrange(timestamp with time zone, timestamp with time zone, text)`.
pub const F_TSTZRANGE_TIMESTAMPTZ_TIMESTAMPTZ_TEXT: Oid = 3938;
/// `mxid_age(xid)`.
pub const F_MXID_AGE: Oid = 3939;
/// `jsonb_extract_path_text(from_json jsonb, VARIADIC path_elems text[])`.
pub const F_JSONB_EXTRACT_PATH_TEXT: Oid = 3940;
/// `daterange(date, date)`.
pub const F_DATERANGE_DATE_DATE: Oid = 3941;
/// `daterange(date, date, text)`.
pub const F_DATERANGE_DATE_DATE_TEXT: Oid = 3942;
/// `acldefault("char", oid)`.
pub const F_ACLDEFAULT: Oid = 3943;
/// `time_support(internal)`.
pub const F_TIME_SUPPORT: Oid = 3944;
/// `int8range(bigint, bigint)`.
pub const F_INT8RANGE_INT8_INT8: Oid = 3945;
/// `int8range(bigint, bigint, text)`.
pub const F_INT8RANGE_INT8_INT8_TEXT: Oid = 3946;
/// `json_object_field(from_json json, field_name text)`.
pub const F_JSON_OBJECT_FIELD: Oid = 3947;
/// `json_object_field_text(from_json json, field_name text)`.
pub const F_JSON_OBJECT_FIELD_TEXT: Oid = 3948;
/// `json_array_element(from_json json, element_index integer)`.
pub const F_JSON_ARRAY_ELEMENT: Oid = 3949;
/// `json_array_element_text(from_json json, element_index integer)`.
pub const F_JSON_ARRAY_ELEMENT_TEXT: Oid = 3950;
/// `json_extract_path(from_json json, VARIADIC path_elems text[])`.
pub const F_JSON_EXTRACT_PATH: Oid = 3951;
/// `brin_summarize_new_values(regclass)`.
pub const F_BRIN_SUMMARIZE_NEW_VALUES: Oid = 3952;
/// `json_extract_path_text(from_json json, VARIADIC path_elems text[])`.
pub const F_JSON_EXTRACT_PATH_TEXT: Oid = 3953;
/// `pg_get_object_address(type text, object_names text[], object_args text[], OUT classid oid, OUT objid oid, OUT objsubid integer)`.
pub const F_PG_GET_OBJECT_ADDRESS: Oid = 3954;
/// `json_array_elements(from_json json, OUT value json)`.
pub const F_JSON_ARRAY_ELEMENTS: Oid = 3955;
/// `json_array_length(json)`.
pub const F_JSON_ARRAY_LENGTH: Oid = 3956;
/// `json_object_keys(json)`.
pub const F_JSON_OBJECT_KEYS: Oid = 3957;
/// `json_each(from_json json, OUT key text, OUT value json)`.
pub const F_JSON_EACH: Oid = 3958;
/// `json_each_text(from_json json, OUT key text, OUT value text)`.
pub const F_JSON_EACH_TEXT: Oid = 3959;
/// `json_populate_record(base anyelement, from_json json, use_json_as_text boolean)`.
pub const F_JSON_POPULATE_RECORD: Oid = 3960;
/// `json_populate_recordset(base anyelement, from_json json, use_json_as_text boolean)`.
pub const F_JSON_POPULATE_RECORDSET: Oid = 3961;
/// `json_typeof(json)`.
pub const F_JSON_TYPEOF: Oid = 3968;
/// `json_array_elements_text(from_json json, OUT value text)`.
pub const F_JSON_ARRAY_ELEMENTS_TEXT: Oid = 3969;
/// `ordered_set_transition(internal, "any")`.
pub const F_ORDERED_SET_TRANSITION: Oid = 3970;
/// `ordered_set_transition_multi(internal, VARIADIC "any")`.
pub const F_ORDERED_SET_TRANSITION_MULTI: Oid = 3971;
/// `percentile_disc(double precision ORDER BY anyelement)`.
pub const F_PERCENTILE_DISC_FLOAT8_ANYELEMENT: Oid = 3972;
/// `percentile_disc_final(internal, double precision, anyelement)`.
pub const F_PERCENTILE_DISC_FINAL: Oid = 3973;
/// `percentile_cont(double precision ORDER BY double precision)`.
pub const F_PERCENTILE_CONT_FLOAT8_FLOAT8: Oid = 3974;
/// `percentile_cont_float8_final(internal, double precision)`.
pub const F_PERCENTILE_CONT_FLOAT8_FINAL: Oid = 3975;
/// `percentile_cont(double precision ORDER BY interval)`.
pub const F_PERCENTILE_CONT_FLOAT8_INTERVAL: Oid = 3976;
/// `percentile_cont_interval_final(internal, double precision)`.
pub const F_PERCENTILE_CONT_INTERVAL_FINAL: Oid = 3977;
/// `percentile_disc(double precision[] ORDER BY anyelement)`.
pub const F_PERCENTILE_DISC__FLOAT8_ANYELEMENT: Oid = 3978;
/// `percentile_disc_multi_final(internal, double precision[], anyelement)`.
pub const F_PERCENTILE_DISC_MULTI_FINAL: Oid = 3979;
/// `percentile_cont(double precision[] ORDER BY double precision)`.
pub const F_PERCENTILE_CONT__FLOAT8_FLOAT8: Oid = 3980;
/// `percentile_cont_float8_multi_final(internal, double precision[])`.
pub const F_PERCENTILE_CONT_FLOAT8_MULTI_FINAL: Oid = 3981;
/// `percentile_cont(double precision[] ORDER BY interval)`.
pub const F_PERCENTILE_CONT__FLOAT8_INTERVAL: Oid = 3982;
/// `percentile_cont_interval_multi_final(internal, double precision[])`.
pub const F_PERCENTILE_CONT_INTERVAL_MULTI_FINAL: Oid = 3983;
/// `mode(ORDER BY anyelement)`.
pub const F_MODE: Oid = 3984;
/// `mode_final(internal, anyelement)`.
pub const F_MODE_FINAL: Oid = 3985;
/// `rank(VARIADIC "any" ORDER BY VARIADIC "any")`.
pub const F_RANK_ANY: Oid = 3986;
/// `rank_final(internal, VARIADIC "any")`.
pub const F_RANK_FINAL: Oid = 3987;
/// `percent_rank(VARIADIC "any" ORDER BY VARIADIC "any")`.
pub const F_PERCENT_RANK_ANY: Oid = 3988;
/// `percent_rank_final(internal, VARIADIC "any")`.
pub const F_PERCENT_RANK_FINAL: Oid = 3989;
/// `cume_dist(VARIADIC "any" ORDER BY VARIADIC "any")`.
pub const F_CUME_DIST_ANY: Oid = 3990;
/// `cume_dist_final(internal, VARIADIC "any")`.
pub const F_CUME_DIST_FINAL: Oid = 3991;
/// `dense_rank(VARIADIC "any" ORDER BY VARIADIC "any")`.
pub const F_DENSE_RANK_ANY: Oid = 3992;
/// `dense_rank_final(internal, VARIADIC "any")`.
pub const F_DENSE_RANK_FINAL: Oid = 3993;
/// `generate_series_int4_support(internal)`.
pub const F_GENERATE_SERIES_INT4_SUPPORT: Oid = 3994;
/// `generate_series_int8_support(internal)`.
pub const F_GENERATE_SERIES_INT8_SUPPORT: Oid = 3995;
/// `array_unnest_support(internal)`.
pub const F_ARRAY_UNNEST_SUPPORT: Oid = 3996;
/// `gist_box_distance(internal, box, smallint, oid, internal)`.
pub const F_GIST_BOX_DISTANCE: Oid = 3998;
/// `brin_summarize_range(regclass, bigint)`.
pub const F_BRIN_SUMMARIZE_RANGE: Oid = 3999;
/// `jsonpath_in(cstring)`.
pub const F_JSONPATH_IN: Oid = 4001;
/// `jsonpath_recv(internal)`.
pub const F_JSONPATH_RECV: Oid = 4002;
/// `jsonpath_out(jsonpath)`.
pub const F_JSONPATH_OUT: Oid = 4003;
/// `jsonpath_send(jsonpath)`.
pub const F_JSONPATH_SEND: Oid = 4004;
/// `jsonb_path_exists(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_EXISTS: Oid = 4005;
/// `jsonb_path_query(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_QUERY: Oid = 4006;
/// `jsonb_path_query_array(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_QUERY_ARRAY: Oid = 4007;
/// `jsonb_path_query_first(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_QUERY_FIRST: Oid = 4008;
/// `jsonb_path_match(target jsonb, path jsonpath, vars jsonb, silent boolean)`.
pub const F_JSONB_PATH_MATCH: Oid = 4009;
/// `jsonb_path_exists_opr(jsonb, jsonpath)`.
pub const F_JSONB_PATH_EXISTS_OPR: Oid = 4010;
/// `jsonb_path_match_opr(jsonb, jsonpath)`.
pub const F_JSONB_PATH_MATCH_OPR: Oid = 4011;
/// `brin_desummarize_range(regclass, bigint)`.
pub const F_BRIN_DESUMMARIZE_RANGE: Oid = 4014;
/// `spg_quad_config(internal, internal)`.
pub const F_SPG_QUAD_CONFIG: Oid = 4018;
/// `spg_quad_choose(internal, internal)`.
pub const F_SPG_QUAD_CHOOSE: Oid = 4019;
/// `spg_quad_picksplit(internal, internal)`.
pub const F_SPG_QUAD_PICKSPLIT: Oid = 4020;
/// `spg_quad_inner_consistent(internal, internal)`.
pub const F_SPG_QUAD_INNER_CONSISTENT: Oid = 4021;
/// `spg_quad_leaf_consistent(internal, internal)`.
pub const F_SPG_QUAD_LEAF_CONSISTENT: Oid = 4022;
/// `spg_kd_config(internal, internal)`.
pub const F_SPG_KD_CONFIG: Oid = 4023;
/// `spg_kd_choose(internal, internal)`.
pub const F_SPG_KD_CHOOSE: Oid = 4024;
/// `spg_kd_picksplit(internal, internal)`.
pub const F_SPG_KD_PICKSPLIT: Oid = 4025;
/// `spg_kd_inner_consistent(internal, internal)`.
pub const F_SPG_KD_INNER_CONSISTENT: Oid = 4026;
/// `spg_text_config(internal, internal)`.
pub const F_SPG_TEXT_CONFIG: Oid = 4027;
/// `spg_text_choose(internal, internal)`.
pub const F_SPG_TEXT_CHOOSE: Oid = 4028;
/// `spg_text_picksplit(internal, internal)`.
pub const F_SPG_TEXT_PICKSPLIT: Oid = 4029;
/// `spg_text_inner_consistent(internal, internal)`.
pub const F_SPG_TEXT_INNER_CONSISTENT: Oid = 4030;
/// `spg_text_leaf_consistent(internal, internal)`.
pub const F_SPG_TEXT_LEAF_CONSISTENT: Oid = 4031;
/// `pg_sequence_last_value(regclass)`.
pub const F_PG_SEQUENCE_LAST_VALUE: Oid = 4032;
/// `jsonb_ne(jsonb, jsonb)`.
pub const F_JSONB_NE: Oid = 4038;
/// `jsonb_lt(jsonb, jsonb)`.
pub const F_JSONB_LT: Oid = 4039;
/// `jsonb_gt(jsonb, jsonb)`.
pub const F_JSONB_GT: Oid = 4040;
/// `jsonb_le(jsonb, jsonb)`.
pub const F_JSONB_LE: Oid = 4041;
/// `jsonb_ge(jsonb, jsonb)`.
pub const F_JSONB_GE: Oid = 4042;
/// `jsonb_eq(jsonb, jsonb)`.
pub const F_JSONB_EQ: Oid = 4043;
/// `jsonb_cmp(jsonb, jsonb)`.
pub const F_JSONB_CMP: Oid = 4044;
/// `jsonb_hash(jsonb)`.
pub const F_JSONB_HASH: Oid = 4045;
/// `jsonb_contains(jsonb, jsonb)`.
pub const F_JSONB_CONTAINS: Oid = 4046;
/// `jsonb_exists(jsonb, text)`.
pub const F_JSONB_EXISTS: Oid = 4047;
/// `jsonb_exists_any(jsonb, text[])`.
pub const F_JSONB_EXISTS_ANY: Oid = 4048;
/// `jsonb_exists_all(jsonb, text[])`.
pub const F_JSONB_EXISTS_ALL: Oid = 4049;
/// `jsonb_contained(jsonb, jsonb)`.
pub const F_JSONB_CONTAINED: Oid = 4050;
/// `array_agg_array_transfn(internal, anyarray)`.
pub const F_ARRAY_AGG_ARRAY_TRANSFN: Oid = 4051;
/// `array_agg_array_finalfn(internal, anyarray)`.
pub const F_ARRAY_AGG_ARRAY_FINALFN: Oid = 4052;
/// `array_agg(anyarray)`.
pub const F_ARRAY_AGG_ANYARRAY: Oid = 4053;
/// `range_merge(anyrange, anyrange)`.
pub const F_RANGE_MERGE_ANYRANGE_ANYRANGE: Oid = 4057;
/// `inet_merge(inet, inet)`.
pub const F_INET_MERGE: Oid = 4063;
/// `bound_box(box, box)`.
pub const F_BOUND_BOX: Oid = 4067;
/// `inet_same_family(inet, inet)`.
pub const F_INET_SAME_FAMILY: Oid = 4071;
/// `binary_upgrade_set_record_init_privs(boolean)`.
pub const F_BINARY_UPGRADE_SET_RECORD_INIT_PRIVS: Oid = 4083;
/// `regnamespacein(cstring)`.
pub const F_REGNAMESPACEIN: Oid = 4084;
/// `regnamespaceout(regnamespace)`.
pub const F_REGNAMESPACEOUT: Oid = 4085;
/// `to_regnamespace(text)`.
pub const F_TO_REGNAMESPACE: Oid = 4086;
/// `regnamespacerecv(internal)`.
pub const F_REGNAMESPACERECV: Oid = 4087;
/// `regnamespacesend(regnamespace)`.
pub const F_REGNAMESPACESEND: Oid = 4088;
/// `box(point)`.
pub const F_BOX_POINT: Oid = 4091;
/// `regroleout(regrole)`.
pub const F_REGROLEOUT: Oid = 4092;
/// `to_regrole(text)`.
pub const F_TO_REGROLE: Oid = 4093;
/// `regrolerecv(internal)`.
pub const F_REGROLERECV: Oid = 4094;
/// `regrolesend(regrole)`.
pub const F_REGROLESEND: Oid = 4095;
/// `regrolein(cstring)`.
pub const F_REGROLEIN: Oid = 4098;
/// `pg_rotate_logfile_old()`.
pub const F_PG_ROTATE_LOGFILE_OLD: Oid = 4099;
/// `pg_read_file_old(text, bigint, bigint)`.
pub const F_PG_READ_FILE_OLD: Oid = 4100;
/// `binary_upgrade_set_missing_value(oid, text, text)`.
pub const F_BINARY_UPGRADE_SET_MISSING_VALUE: Oid = 4101;
/// `brin_inclusion_opcinfo(internal)`.
pub const F_BRIN_INCLUSION_OPCINFO: Oid = 4105;
/// `brin_inclusion_add_value(internal, internal, internal, internal)`.
pub const F_BRIN_INCLUSION_ADD_VALUE: Oid = 4106;
/// `brin_inclusion_consistent(internal, internal, internal)`.
pub const F_BRIN_INCLUSION_CONSISTENT: Oid = 4107;
/// `brin_inclusion_union(internal, internal, internal)`.
pub const F_BRIN_INCLUSION_UNION: Oid = 4108;
/// `macaddr8_in(cstring)`.
pub const F_MACADDR8_IN: Oid = 4110;
/// `macaddr8_out(macaddr8)`.
pub const F_MACADDR8_OUT: Oid = 4111;
/// `trunc(macaddr8)`.
pub const F_TRUNC_MACADDR8: Oid = 4112;
/// `macaddr8_eq(macaddr8, macaddr8)`.
pub const F_MACADDR8_EQ: Oid = 4113;
/// `macaddr8_lt(macaddr8, macaddr8)`.
pub const F_MACADDR8_LT: Oid = 4114;
/// `macaddr8_le(macaddr8, macaddr8)`.
pub const F_MACADDR8_LE: Oid = 4115;
/// `macaddr8_gt(macaddr8, macaddr8)`.
pub const F_MACADDR8_GT: Oid = 4116;
/// `macaddr8_ge(macaddr8, macaddr8)`.
pub const F_MACADDR8_GE: Oid = 4117;
/// `macaddr8_ne(macaddr8, macaddr8)`.
pub const F_MACADDR8_NE: Oid = 4118;
/// `macaddr8_cmp(macaddr8, macaddr8)`.
pub const F_MACADDR8_CMP: Oid = 4119;
/// `macaddr8_not(macaddr8)`.
pub const F_MACADDR8_NOT: Oid = 4120;
/// `macaddr8_and(macaddr8, macaddr8)`.
pub const F_MACADDR8_AND: Oid = 4121;
/// `macaddr8_or(macaddr8, macaddr8)`.
pub const F_MACADDR8_OR: Oid = 4122;
/// `macaddr8(macaddr)`.
pub const F_MACADDR8: Oid = 4123;
/// `macaddr(macaddr8)`.
pub const F_MACADDR: Oid = 4124;
/// `macaddr8_set7bit(macaddr8)`.
pub const F_MACADDR8_SET7BIT: Oid = 4125;
/// `in_range(bigint, bigint, bigint, boolean, boolean)`.
pub const F_IN_RANGE_INT8_INT8_INT8_BOOL_BOOL: Oid = 4126;
/// `in_range(integer, integer, bigint, boolean, boolean)`.
pub const F_IN_RANGE_INT4_INT4_INT8_BOOL_BOOL: Oid = 4127;
/// `in_range(integer, integer, integer, boolean, boolean)`.
pub const F_IN_RANGE_INT4_INT4_INT4_BOOL_BOOL: Oid = 4128;
/// `in_range(integer, integer, smallint, boolean, boolean)`.
pub const F_IN_RANGE_INT4_INT4_INT2_BOOL_BOOL: Oid = 4129;
/// `in_range(smallint, smallint, bigint, boolean, boolean)`.
pub const F_IN_RANGE_INT2_INT2_INT8_BOOL_BOOL: Oid = 4130;
/// `in_range(smallint, smallint, integer, boolean, boolean)`.
pub const F_IN_RANGE_INT2_INT2_INT4_BOOL_BOOL: Oid = 4131;
/// `in_range(smallint, smallint, smallint, boolean, boolean)`.
pub const F_IN_RANGE_INT2_INT2_INT2_BOOL_BOOL: Oid = 4132;
/// `in_range(date, date, interval, boolean, boolean)`.
pub const F_IN_RANGE_DATE_DATE_INTERVAL_BOOL_BOOL: Oid = 4133;
/// `in_range(timestamp without time zone, timestamp without time zone, interval, boolean, boolean)`.
pub const F_IN_RANGE_TIMESTAMP_TIMESTAMP_INTERVAL_BOOL_BOOL: Oid = 4134;
/// `in_range(timestamp with time zone, timestamp with time zone, interval, boolean, boolean)`.
pub const F_IN_RANGE_TIMESTAMPTZ_TIMESTAMPTZ_INTERVAL_BOOL_BOOL: Oid = 4135;
/// `in_range(interval, interval, interval, boolean, boolean)`.
pub const F_IN_RANGE_INTERVAL_INTERVAL_INTERVAL_BOOL_BOOL: Oid = 4136;
/// `in_range(time without time zone, time without time zone, interval, boolean, boolean)`.
pub const F_IN_RANGE_TIME_TIME_INTERVAL_BOOL_BOOL: Oid = 4137;
/// `in_range(time with time zone, time with time zone, interval, boolean, boolean)`.
pub const F_IN_RANGE_TIMETZ_TIMETZ_INTERVAL_BOOL_BOOL: Oid = 4138;
/// `in_range(double precision, double precision, double precision, boolean, boolean)`.
pub const F_IN_RANGE_FLOAT8_FLOAT8_FLOAT8_BOOL_BOOL: Oid = 4139;
/// `in_range(real, real, double precision, boolean, boolean)`.
pub const F_IN_RANGE_FLOAT4_FLOAT4_FLOAT8_BOOL_BOOL: Oid = 4140;
/// `in_range(numeric, numeric, numeric, boolean, boolean)`.
pub const F_IN_RANGE_NUMERIC_NUMERIC_NUMERIC_BOOL_BOOL: Oid = 4141;
/// `pg_lsn_larger(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_LARGER: Oid = 4187;
/// `pg_lsn_smaller(pg_lsn, pg_lsn)`.
pub const F_PG_LSN_SMALLER: Oid = 4188;
/// `max(pg_lsn)`.
pub const F_MAX_PG_LSN: Oid = 4189;
/// `min(pg_lsn)`.
pub const F_MIN_PG_LSN: Oid = 4190;
/// `regcollationin(cstring)`.
pub const F_REGCOLLATIONIN: Oid = 4193;
/// `regcollationout(regcollation)`.
pub const F_REGCOLLATIONOUT: Oid = 4194;
/// `to_regcollation(text)`.
pub const F_TO_REGCOLLATION: Oid = 4195;
/// `regcollationrecv(internal)`.
pub const F_REGCOLLATIONRECV: Oid = 4196;
/// `regcollationsend(regcollation)`.
pub const F_REGCOLLATIONSEND: Oid = 4197;
/// `ts_headline(regconfig, jsonb, tsquery, text)`.
pub const F_TS_HEADLINE_REGCONFIG_JSONB_TSQUERY_TEXT: Oid = 4201;
/// `ts_headline(regconfig, jsonb, tsquery)`.
pub const F_TS_HEADLINE_REGCONFIG_JSONB_TSQUERY: Oid = 4202;
/// `ts_headline(jsonb, tsquery, text)`.
pub const F_TS_HEADLINE_JSONB_TSQUERY_TEXT: Oid = 4203;
/// `ts_headline(jsonb, tsquery)`.
pub const F_TS_HEADLINE_JSONB_TSQUERY: Oid = 4204;
/// `ts_headline(regconfig, json, tsquery, text)`.
pub const F_TS_HEADLINE_REGCONFIG_JSON_TSQUERY_TEXT: Oid = 4205;
/// `ts_headline(regconfig, json, tsquery)`.
pub const F_TS_HEADLINE_REGCONFIG_JSON_TSQUERY: Oid = 4206;
/// `ts_headline(json, tsquery, text)`.
pub const F_TS_HEADLINE_JSON_TSQUERY_TEXT: Oid = 4207;
/// `ts_headline(json, tsquery)`.
pub const F_TS_HEADLINE_JSON_TSQUERY: Oid = 4208;
/// `to_tsvector(jsonb)`.
pub const F_TO_TSVECTOR_JSONB: Oid = 4209;
/// `to_tsvector(json)`.
pub const F_TO_TSVECTOR_JSON: Oid = 4210;
/// `to_tsvector(regconfig, jsonb)`.
pub const F_TO_TSVECTOR_REGCONFIG_JSONB: Oid = 4211;
/// `to_tsvector(regconfig, json)`.
pub const F_TO_TSVECTOR_REGCONFIG_JSON: Oid = 4212;
/// `jsonb_to_tsvector(jsonb, jsonb)`.
pub const F_JSONB_TO_TSVECTOR_JSONB_JSONB: Oid = 4213;
/// `jsonb_to_tsvector(regconfig, jsonb, jsonb)`.
pub const F_JSONB_TO_TSVECTOR_REGCONFIG_JSONB_JSONB: Oid = 4214;
/// `json_to_tsvector(json, jsonb)`.
pub const F_JSON_TO_TSVECTOR_JSON_JSONB: Oid = 4215;
/// `json_to_tsvector(regconfig, json, jsonb)`.
pub const F_JSON_TO_TSVECTOR_REGCONFIG_JSON_JSONB: Oid = 4216;
/// `pg_copy_physical_replication_slot(src_slot_name name, dst_slot_name name, temporary boolean, OUT slot_name name, OUT lsn pg_lsn)`.
pub const F_PG_COPY_PHYSICAL_REPLICATION_SLOT_NAME_NAME_BOOL: Oid = 4220;
/// `pg_copy_physical_replication_slot(src_slot_name name, dst_slot_name name, OUT slot_name name, OUT lsn pg_lsn)`.
pub const F_PG_COPY_PHYSICAL_REPLICATION_SLOT_NAME_NAME: Oid = 4221;
/// `pg_copy_logical_replication_slot(src_slot_name name, dst_slot_name name, temporary boolean, plugin name, OUT slot_name name, OUT lsn pg_lsn)`.
pub const F_PG_COPY_LOGICAL_REPLICATION_SLOT_NAME_NAME_BOOL_NAME: Oid = 4222;
/// `pg_copy_logical_replication_slot(src_slot_name name, dst_slot_name name, temporary boolean, OUT slot_name name, OUT lsn pg_lsn)`.
pub const F_PG_COPY_LOGICAL_REPLICATION_SLOT_NAME_NAME_BOOL: Oid = 4223;
/// `pg_copy_logical_replication_slot(src_slot_name name, dst_slot_name name, OUT slot_name name, OUT lsn pg_lsn)`.
pub const F_PG_COPY_LOGICAL_REPLICATION_SLOT_NAME_NAME: Oid = 4224;
/// `anycompatiblemultirange_in(cstring, oid, integer)`.
pub const F_ANYCOMPATIBLEMULTIRANGE_IN: Oid = 4226;
/// `anycompatiblemultirange_out(anycompatiblemultirange)`.
pub const F_ANYCOMPATIBLEMULTIRANGE_OUT: Oid = 4227;
/// `range_merge(anymultirange)`.
pub const F_RANGE_MERGE_ANYMULTIRANGE: Oid = 4228;
/// `anymultirange_in(cstring, oid, integer)`.
pub const F_ANYMULTIRANGE_IN: Oid = 4229;
/// `anymultirange_out(anymultirange)`.
pub const F_ANYMULTIRANGE_OUT: Oid = 4230;
/// `multirange_in(cstring, oid, integer)`.
pub const F_MULTIRANGE_IN: Oid = 4231;
/// `multirange_out(anymultirange)`.
pub const F_MULTIRANGE_OUT: Oid = 4232;
/// `multirange_recv(internal, oid, integer)`.
pub const F_MULTIRANGE_RECV: Oid = 4233;
/// `multirange_send(anymultirange)`.
pub const F_MULTIRANGE_SEND: Oid = 4234;
/// `lower(anymultirange)`.
pub const F_LOWER_ANYMULTIRANGE: Oid = 4235;
/// `upper(anymultirange)`.
pub const F_UPPER_ANYMULTIRANGE: Oid = 4236;
/// `isempty(anymultirange)`.
pub const F_ISEMPTY_ANYMULTIRANGE: Oid = 4237;
/// `lower_inc(anymultirange)`.
pub const F_LOWER_INC_ANYMULTIRANGE: Oid = 4238;
/// `upper_inc(anymultirange)`.
pub const F_UPPER_INC_ANYMULTIRANGE: Oid = 4239;
/// `lower_inf(anymultirange)`.
pub const F_LOWER_INF_ANYMULTIRANGE: Oid = 4240;
/// `upper_inf(anymultirange)`.
pub const F_UPPER_INF_ANYMULTIRANGE: Oid = 4241;
/// `multirange_typanalyze(internal)`.
pub const F_MULTIRANGE_TYPANALYZE: Oid = 4242;
/// `multirangesel(internal, oid, internal, integer)`.
pub const F_MULTIRANGESEL: Oid = 4243;
/// `multirange_eq(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_EQ: Oid = 4244;
/// `multirange_ne(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_NE: Oid = 4245;
/// `range_overlaps_multirange(anyrange, anymultirange)`.
pub const F_RANGE_OVERLAPS_MULTIRANGE: Oid = 4246;
/// `multirange_overlaps_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_OVERLAPS_RANGE: Oid = 4247;
/// `multirange_overlaps_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_OVERLAPS_MULTIRANGE: Oid = 4248;
/// `multirange_contains_elem(anymultirange, anyelement)`.
pub const F_MULTIRANGE_CONTAINS_ELEM: Oid = 4249;
/// `multirange_contains_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_CONTAINS_RANGE: Oid = 4250;
/// `multirange_contains_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_CONTAINS_MULTIRANGE: Oid = 4251;
/// `elem_contained_by_multirange(anyelement, anymultirange)`.
pub const F_ELEM_CONTAINED_BY_MULTIRANGE: Oid = 4252;
/// `range_contained_by_multirange(anyrange, anymultirange)`.
pub const F_RANGE_CONTAINED_BY_MULTIRANGE: Oid = 4253;
/// `multirange_contained_by_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_CONTAINED_BY_MULTIRANGE: Oid = 4254;
/// `range_adjacent_multirange(anyrange, anymultirange)`.
pub const F_RANGE_ADJACENT_MULTIRANGE: Oid = 4255;
/// `multirange_adjacent_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_ADJACENT_MULTIRANGE: Oid = 4256;
/// `multirange_adjacent_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_ADJACENT_RANGE: Oid = 4257;
/// `range_before_multirange(anyrange, anymultirange)`.
pub const F_RANGE_BEFORE_MULTIRANGE: Oid = 4258;
/// `multirange_before_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_BEFORE_RANGE: Oid = 4259;
/// `multirange_before_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_BEFORE_MULTIRANGE: Oid = 4260;
/// `range_after_multirange(anyrange, anymultirange)`.
pub const F_RANGE_AFTER_MULTIRANGE: Oid = 4261;
/// `multirange_after_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_AFTER_RANGE: Oid = 4262;
/// `multirange_after_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_AFTER_MULTIRANGE: Oid = 4263;
/// `range_overleft_multirange(anyrange, anymultirange)`.
pub const F_RANGE_OVERLEFT_MULTIRANGE: Oid = 4264;
/// `multirange_overleft_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_OVERLEFT_RANGE: Oid = 4265;
/// `multirange_overleft_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_OVERLEFT_MULTIRANGE: Oid = 4266;
/// `range_overright_multirange(anyrange, anymultirange)`.
pub const F_RANGE_OVERRIGHT_MULTIRANGE: Oid = 4267;
/// `multirange_overright_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_OVERRIGHT_RANGE: Oid = 4268;
/// `multirange_overright_multirange(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_OVERRIGHT_MULTIRANGE: Oid = 4269;
/// `multirange_union(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_UNION: Oid = 4270;
/// `multirange_minus(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_MINUS: Oid = 4271;
/// `multirange_intersect(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_INTERSECT: Oid = 4272;
/// `multirange_cmp(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_CMP: Oid = 4273;
/// `multirange_lt(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_LT: Oid = 4274;
/// `multirange_le(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_LE: Oid = 4275;
/// `multirange_ge(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_GE: Oid = 4276;
/// `multirange_gt(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_GT: Oid = 4277;
/// `hash_multirange(anymultirange)`.
pub const F_HASH_MULTIRANGE: Oid = 4278;
/// `hash_multirange_extended(anymultirange, bigint)`.
pub const F_HASH_MULTIRANGE_EXTENDED: Oid = 4279;
/// `int4multirange()`.
pub const F_INT4MULTIRANGE_: Oid = 4280;
/// `int4multirange(int4range)`.
pub const F_INT4MULTIRANGE_INT4RANGE: Oid = 4281;
/// `int4multirange(VARIADIC int4range[])`.
pub const F_INT4MULTIRANGE__INT4RANGE: Oid = 4282;
/// `nummultirange()`.
pub const F_NUMMULTIRANGE_: Oid = 4283;
/// `nummultirange(numrange)`.
pub const F_NUMMULTIRANGE_NUMRANGE: Oid = 4284;
/// `nummultirange(VARIADIC numrange[])`.
pub const F_NUMMULTIRANGE__NUMRANGE: Oid = 4285;
/// `tsmultirange()`.
pub const F_TSMULTIRANGE_: Oid = 4286;
/// `tsmultirange(tsrange)`.
pub const F_TSMULTIRANGE_TSRANGE: Oid = 4287;
/// `tsmultirange(VARIADIC tsrange[])`.
pub const F_TSMULTIRANGE__TSRANGE: Oid = 4288;
/// `tstzmultirange()`.
pub const F_TSTZMULTIRANGE_: Oid = 4289;
/// `tstzmultirange(tstzrange)`.
pub const F_TSTZMULTIRANGE_TSTZRANGE: Oid = 4290;
/// `tstzmultirange(VARIADIC tstzrange[])`.
pub const F_TSTZMULTIRANGE__TSTZRANGE: Oid = 4291;
/// `datemultirange()`.
pub const F_DATEMULTIRANGE_: Oid = 4292;
/// `datemultirange(daterange)`.
pub const F_DATEMULTIRANGE_DATERANGE: Oid = 4293;
/// `datemultirange(VARIADIC daterange[])`.
pub const F_DATEMULTIRANGE__DATERANGE: Oid = 4294;
/// `int8multirange()`.
pub const F_INT8MULTIRANGE_: Oid = 4295;
/// `int8multirange(int8range)`.
pub const F_INT8MULTIRANGE_INT8RANGE: Oid = 4296;
/// `int8multirange(VARIADIC int8range[])`.
pub const F_INT8MULTIRANGE__INT8RANGE: Oid = 4297;
/// `multirange(anyrange)`.
pub const F_MULTIRANGE: Oid = 4298;
/// `range_agg_transfn(internal, anyrange)`.
pub const F_RANGE_AGG_TRANSFN: Oid = 4299;
/// `range_agg_finalfn(internal, anyrange)`.
pub const F_RANGE_AGG_FINALFN: Oid = 4300;
/// `range_agg(anyrange)`.
pub const F_RANGE_AGG_ANYRANGE: Oid = 4301;
/// `koi8r_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_KOI8R_TO_MIC: Oid = 4302;
/// `mic_to_koi8r(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_KOI8R: Oid = 4303;
/// `iso_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_ISO_TO_MIC: Oid = 4304;
/// `mic_to_iso(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_ISO: Oid = 4305;
/// `win1251_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN1251_TO_MIC: Oid = 4306;
/// `mic_to_win1251(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_WIN1251: Oid = 4307;
/// `win866_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN866_TO_MIC: Oid = 4308;
/// `mic_to_win866(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_WIN866: Oid = 4309;
/// `koi8r_to_win1251(integer, integer, cstring, internal, integer, boolean)`.
pub const F_KOI8R_TO_WIN1251: Oid = 4310;
/// `win1251_to_koi8r(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN1251_TO_KOI8R: Oid = 4311;
/// `koi8r_to_win866(integer, integer, cstring, internal, integer, boolean)`.
pub const F_KOI8R_TO_WIN866: Oid = 4312;
/// `win866_to_koi8r(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN866_TO_KOI8R: Oid = 4313;
/// `win866_to_win1251(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN866_TO_WIN1251: Oid = 4314;
/// `win1251_to_win866(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN1251_TO_WIN866: Oid = 4315;
/// `iso_to_koi8r(integer, integer, cstring, internal, integer, boolean)`.
pub const F_ISO_TO_KOI8R: Oid = 4316;
/// `koi8r_to_iso(integer, integer, cstring, internal, integer, boolean)`.
pub const F_KOI8R_TO_ISO: Oid = 4317;
/// `iso_to_win1251(integer, integer, cstring, internal, integer, boolean)`.
pub const F_ISO_TO_WIN1251: Oid = 4318;
/// `win1251_to_iso(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN1251_TO_ISO: Oid = 4319;
/// `iso_to_win866(integer, integer, cstring, internal, integer, boolean)`.
pub const F_ISO_TO_WIN866: Oid = 4320;
/// `win866_to_iso(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN866_TO_ISO: Oid = 4321;
/// `euc_cn_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_CN_TO_MIC: Oid = 4322;
/// `mic_to_euc_cn(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_EUC_CN: Oid = 4323;
/// `euc_jp_to_sjis(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_JP_TO_SJIS: Oid = 4324;
/// `sjis_to_euc_jp(integer, integer, cstring, internal, integer, boolean)`.
pub const F_SJIS_TO_EUC_JP: Oid = 4325;
/// `euc_jp_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_JP_TO_MIC: Oid = 4326;
/// `sjis_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_SJIS_TO_MIC: Oid = 4327;
/// `mic_to_euc_jp(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_EUC_JP: Oid = 4328;
/// `mic_to_sjis(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_SJIS: Oid = 4329;
/// `euc_kr_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_KR_TO_MIC: Oid = 4330;
/// `mic_to_euc_kr(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_EUC_KR: Oid = 4331;
/// `euc_tw_to_big5(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_TW_TO_BIG5: Oid = 4332;
/// `big5_to_euc_tw(integer, integer, cstring, internal, integer, boolean)`.
pub const F_BIG5_TO_EUC_TW: Oid = 4333;
/// `euc_tw_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_TW_TO_MIC: Oid = 4334;
/// `big5_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_BIG5_TO_MIC: Oid = 4335;
/// `mic_to_euc_tw(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_EUC_TW: Oid = 4336;
/// `mic_to_big5(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_BIG5: Oid = 4337;
/// `latin2_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_LATIN2_TO_MIC: Oid = 4338;
/// `mic_to_latin2(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_LATIN2: Oid = 4339;
/// `win1250_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN1250_TO_MIC: Oid = 4340;
/// `mic_to_win1250(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_WIN1250: Oid = 4341;
/// `latin2_to_win1250(integer, integer, cstring, internal, integer, boolean)`.
pub const F_LATIN2_TO_WIN1250: Oid = 4342;
/// `win1250_to_latin2(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN1250_TO_LATIN2: Oid = 4343;
/// `latin1_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_LATIN1_TO_MIC: Oid = 4344;
/// `mic_to_latin1(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_LATIN1: Oid = 4345;
/// `latin3_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_LATIN3_TO_MIC: Oid = 4346;
/// `mic_to_latin3(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_LATIN3: Oid = 4347;
/// `latin4_to_mic(integer, integer, cstring, internal, integer, boolean)`.
pub const F_LATIN4_TO_MIC: Oid = 4348;
/// `mic_to_latin4(integer, integer, cstring, internal, integer, boolean)`.
pub const F_MIC_TO_LATIN4: Oid = 4349;
/// `normalize(text, text)`.
pub const F_NORMALIZE: Oid = 4350;
/// `is_normalized(text, text)`.
pub const F_IS_NORMALIZED: Oid = 4351;
/// `big5_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_BIG5_TO_UTF8: Oid = 4352;
/// `utf8_to_big5(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_BIG5: Oid = 4353;
/// `utf8_to_koi8r(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_KOI8R: Oid = 4354;
/// `koi8r_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_KOI8R_TO_UTF8: Oid = 4355;
/// `utf8_to_koi8u(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_KOI8U: Oid = 4356;
/// `koi8u_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_KOI8U_TO_UTF8: Oid = 4357;
/// `utf8_to_win(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_WIN: Oid = 4358;
/// `win_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_WIN_TO_UTF8: Oid = 4359;
/// `euc_cn_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_CN_TO_UTF8: Oid = 4360;
/// `utf8_to_euc_cn(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_EUC_CN: Oid = 4361;
/// `euc_jp_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_JP_TO_UTF8: Oid = 4362;
/// `utf8_to_euc_jp(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_EUC_JP: Oid = 4363;
/// `euc_kr_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_KR_TO_UTF8: Oid = 4364;
/// `utf8_to_euc_kr(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_EUC_KR: Oid = 4365;
/// `euc_tw_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_TW_TO_UTF8: Oid = 4366;
/// `utf8_to_euc_tw(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_EUC_TW: Oid = 4367;
/// `gb18030_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_GB18030_TO_UTF8: Oid = 4368;
/// `utf8_to_gb18030(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_GB18030: Oid = 4369;
/// `gbk_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_GBK_TO_UTF8: Oid = 4370;
/// `utf8_to_gbk(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_GBK: Oid = 4371;
/// `utf8_to_iso8859(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_ISO8859: Oid = 4372;
/// `iso8859_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_ISO8859_TO_UTF8: Oid = 4373;
/// `iso8859_1_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_ISO8859_1_TO_UTF8: Oid = 4374;
/// `utf8_to_iso8859_1(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_ISO8859_1: Oid = 4375;
/// `johab_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_JOHAB_TO_UTF8: Oid = 4376;
/// `utf8_to_johab(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_JOHAB: Oid = 4377;
/// `sjis_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_SJIS_TO_UTF8: Oid = 4378;
/// `utf8_to_sjis(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_SJIS: Oid = 4379;
/// `uhc_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UHC_TO_UTF8: Oid = 4380;
/// `utf8_to_uhc(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_UHC: Oid = 4381;
/// `euc_jis_2004_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_JIS_2004_TO_UTF8: Oid = 4382;
/// `utf8_to_euc_jis_2004(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_EUC_JIS_2004: Oid = 4383;
/// `shift_jis_2004_to_utf8(integer, integer, cstring, internal, integer, boolean)`.
pub const F_SHIFT_JIS_2004_TO_UTF8: Oid = 4384;
/// `utf8_to_shift_jis_2004(integer, integer, cstring, internal, integer, boolean)`.
pub const F_UTF8_TO_SHIFT_JIS_2004: Oid = 4385;
/// `euc_jis_2004_to_shift_jis_2004(integer, integer, cstring, internal, integer, boolean)`.
pub const F_EUC_JIS_2004_TO_SHIFT_JIS_2004: Oid = 4386;
/// `shift_jis_2004_to_euc_jis_2004(integer, integer, cstring, internal, integer, boolean)`.
pub const F_SHIFT_JIS_2004_TO_EUC_JIS_2004: Oid = 4387;
/// `multirange_intersect_agg_transfn(anymultirange, anymultirange)`.
pub const F_MULTIRANGE_INTERSECT_AGG_TRANSFN: Oid = 4388;
/// `range_intersect_agg(anymultirange)`.
pub const F_RANGE_INTERSECT_AGG_ANYMULTIRANGE: Oid = 4389;
/// `binary_upgrade_set_next_multirange_pg_type_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_MULTIRANGE_PG_TYPE_OID: Oid = 4390;
/// `binary_upgrade_set_next_multirange_array_pg_type_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_MULTIRANGE_ARRAY_PG_TYPE_OID: Oid = 4391;
/// `range_intersect_agg_transfn(anyrange, anyrange)`.
pub const F_RANGE_INTERSECT_AGG_TRANSFN: Oid = 4401;
/// `range_intersect_agg(anyrange)`.
pub const F_RANGE_INTERSECT_AGG_ANYRANGE: Oid = 4450;
/// `range_contains_multirange(anyrange, anymultirange)`.
pub const F_RANGE_CONTAINS_MULTIRANGE: Oid = 4541;
/// `multirange_contained_by_range(anymultirange, anyrange)`.
pub const F_MULTIRANGE_CONTAINED_BY_RANGE: Oid = 4542;
/// `pg_log_backend_memory_contexts(integer)`.
pub const F_PG_LOG_BACKEND_MEMORY_CONTEXTS: Oid = 4543;
/// `binary_upgrade_set_next_heap_relfilenode(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_HEAP_RELFILENODE: Oid = 4545;
/// `binary_upgrade_set_next_index_relfilenode(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_INDEX_RELFILENODE: Oid = 4546;
/// `binary_upgrade_set_next_toast_relfilenode(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_TOAST_RELFILENODE: Oid = 4547;
/// `binary_upgrade_set_next_pg_tablespace_oid(oid)`.
pub const F_BINARY_UPGRADE_SET_NEXT_PG_TABLESPACE_OID: Oid = 4548;
/// `pg_event_trigger_table_rewrite_oid(OUT oid oid)`.
pub const F_PG_EVENT_TRIGGER_TABLE_REWRITE_OID: Oid = 4566;
/// `pg_event_trigger_table_rewrite_reason()`.
pub const F_PG_EVENT_TRIGGER_TABLE_REWRITE_REASON: Oid = 4567;
/// `pg_event_trigger_ddl_commands(OUT classid oid, OUT objid oid, OUT objsubid integer, OUT command_tag text, OUT object_type text, OUT schema_name text, OUT object_identity text, OUT in_extension boolean, OUT command pg_ddl_command)`.
pub const F_PG_EVENT_TRIGGER_DDL_COMMANDS: Oid = 4568;
/// `brin_bloom_opcinfo(internal)`.
pub const F_BRIN_BLOOM_OPCINFO: Oid = 4591;
/// `brin_bloom_add_value(internal, internal, internal, internal)`.
pub const F_BRIN_BLOOM_ADD_VALUE: Oid = 4592;
/// `brin_bloom_consistent(internal, internal, internal, integer)`.
pub const F_BRIN_BLOOM_CONSISTENT: Oid = 4593;
/// `brin_bloom_union(internal, internal, internal)`.
pub const F_BRIN_BLOOM_UNION: Oid = 4594;
/// `brin_bloom_options(internal)`.
pub const F_BRIN_BLOOM_OPTIONS: Oid = 4595;
/// `brin_bloom_summary_in(cstring)`.
pub const F_BRIN_BLOOM_SUMMARY_IN: Oid = 4596;
/// `brin_bloom_summary_out(pg_brin_bloom_summary)`.
pub const F_BRIN_BLOOM_SUMMARY_OUT: Oid = 4597;
/// `brin_bloom_summary_recv(internal)`.
pub const F_BRIN_BLOOM_SUMMARY_RECV: Oid = 4598;
/// `brin_bloom_summary_send(pg_brin_bloom_summary)`.
pub const F_BRIN_BLOOM_SUMMARY_SEND: Oid = 4599;
/// `brin_minmax_multi_opcinfo(internal)`.
pub const F_BRIN_MINMAX_MULTI_OPCINFO: Oid = 4616;
/// `brin_minmax_multi_add_value(internal, internal, internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_ADD_VALUE: Oid = 4617;
/// `brin_minmax_multi_consistent(internal, internal, internal, integer)`.
pub const F_BRIN_MINMAX_MULTI_CONSISTENT: Oid = 4618;
/// `brin_minmax_multi_union(internal, internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_UNION: Oid = 4619;
/// `brin_minmax_multi_options(internal)`.
pub const F_BRIN_MINMAX_MULTI_OPTIONS: Oid = 4620;
/// `brin_minmax_multi_distance_int2(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_INT2: Oid = 4621;
/// `brin_minmax_multi_distance_int4(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_INT4: Oid = 4622;
/// `brin_minmax_multi_distance_int8(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_INT8: Oid = 4623;
/// `brin_minmax_multi_distance_float4(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_FLOAT4: Oid = 4624;
/// `brin_minmax_multi_distance_float8(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_FLOAT8: Oid = 4625;
/// `brin_minmax_multi_distance_numeric(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_NUMERIC: Oid = 4626;
/// `brin_minmax_multi_distance_tid(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_TID: Oid = 4627;
/// `brin_minmax_multi_distance_uuid(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_UUID: Oid = 4628;
/// `brin_minmax_multi_distance_date(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_DATE: Oid = 4629;
/// `brin_minmax_multi_distance_time(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_TIME: Oid = 4630;
/// `brin_minmax_multi_distance_interval(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_INTERVAL: Oid = 4631;
/// `brin_minmax_multi_distance_timetz(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_TIMETZ: Oid = 4632;
/// `brin_minmax_multi_distance_pg_lsn(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_PG_LSN: Oid = 4633;
/// `brin_minmax_multi_distance_macaddr(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_MACADDR: Oid = 4634;
/// `brin_minmax_multi_distance_macaddr8(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_MACADDR8: Oid = 4635;
/// `brin_minmax_multi_distance_inet(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_INET: Oid = 4636;
/// `brin_minmax_multi_distance_timestamp(internal, internal)`.
pub const F_BRIN_MINMAX_MULTI_DISTANCE_TIMESTAMP: Oid = 4637;
/// `brin_minmax_multi_summary_in(cstring)`.
pub const F_BRIN_MINMAX_MULTI_SUMMARY_IN: Oid = 4638;
/// `brin_minmax_multi_summary_out(pg_brin_minmax_multi_summary)`.
pub const F_BRIN_MINMAX_MULTI_SUMMARY_OUT: Oid = 4639;
/// `brin_minmax_multi_summary_recv(internal)`.
pub const F_BRIN_MINMAX_MULTI_SUMMARY_RECV: Oid = 4640;
/// `brin_minmax_multi_summary_send(pg_brin_minmax_multi_summary)`.
pub const F_BRIN_MINMAX_MULTI_SUMMARY_SEND: Oid = 4641;
/// `phraseto_tsquery(text)`.
pub const F_PHRASETO_TSQUERY_TEXT: Oid = 5001;
/// `tsquery_phrase(tsquery, tsquery)`.
pub const F_TSQUERY_PHRASE_TSQUERY_TSQUERY: Oid = 5003;
/// `tsquery_phrase(tsquery, tsquery, integer)`.
pub const F_TSQUERY_PHRASE_TSQUERY_TSQUERY_INT4: Oid = 5004;
/// `phraseto_tsquery(regconfig, text)`.
pub const F_PHRASETO_TSQUERY_REGCONFIG_TEXT: Oid = 5006;
/// `websearch_to_tsquery(regconfig, text)`.
pub const F_WEBSEARCH_TO_TSQUERY_REGCONFIG_TEXT: Oid = 5007;
/// `websearch_to_tsquery(text)`.
pub const F_WEBSEARCH_TO_TSQUERY_TEXT: Oid = 5009;
/// `spg_bbox_quad_config(internal, internal)`.
pub const F_SPG_BBOX_QUAD_CONFIG: Oid = 5010;
/// `spg_poly_quad_compress(polygon)`.
pub const F_SPG_POLY_QUAD_COMPRESS: Oid = 5011;
/// `spg_box_quad_config(internal, internal)`.
pub const F_SPG_BOX_QUAD_CONFIG: Oid = 5012;
/// `spg_box_quad_choose(internal, internal)`.
pub const F_SPG_BOX_QUAD_CHOOSE: Oid = 5013;
/// `spg_box_quad_picksplit(internal, internal)`.
pub const F_SPG_BOX_QUAD_PICKSPLIT: Oid = 5014;
/// `spg_box_quad_inner_consistent(internal, internal)`.
pub const F_SPG_BOX_QUAD_INNER_CONSISTENT: Oid = 5015;
/// `spg_box_quad_leaf_consistent(internal, internal)`.
pub const F_SPG_BOX_QUAD_LEAF_CONSISTENT: Oid = 5016;
/// `pg_mcv_list_in(cstring)`.
pub const F_PG_MCV_LIST_IN: Oid = 5018;
/// `pg_mcv_list_out(pg_mcv_list)`.
pub const F_PG_MCV_LIST_OUT: Oid = 5019;
/// `pg_mcv_list_recv(internal)`.
pub const F_PG_MCV_LIST_RECV: Oid = 5020;
/// `pg_mcv_list_send(pg_mcv_list)`.
pub const F_PG_MCV_LIST_SEND: Oid = 5021;
/// `pg_lsn_pli(pg_lsn, numeric)`.
pub const F_PG_LSN_PLI: Oid = 5022;
/// `numeric_pl_pg_lsn(numeric, pg_lsn)`.
pub const F_NUMERIC_PL_PG_LSN: Oid = 5023;
/// `pg_lsn_mii(pg_lsn, numeric)`.
pub const F_PG_LSN_MII: Oid = 5024;
/// `satisfies_hash_partition(oid, integer, integer, VARIADIC "any")`.
pub const F_SATISFIES_HASH_PARTITION: Oid = 5028;
/// `pg_ls_tmpdir(OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_TMPDIR_: Oid = 5029;
/// `pg_ls_tmpdir(tablespace oid, OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_TMPDIR_OID: Oid = 5030;
/// `pg_ls_archive_statusdir(OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_ARCHIVE_STATUSDIR: Oid = 5031;
/// `network_sortsupport(internal)`.
pub const F_NETWORK_SORTSUPPORT: Oid = 5033;
/// `xid8lt(xid8, xid8)`.
pub const F_XID8LT: Oid = 5034;
/// `xid8gt(xid8, xid8)`.
pub const F_XID8GT: Oid = 5035;
/// `xid8le(xid8, xid8)`.
pub const F_XID8LE: Oid = 5036;
/// `xid8ge(xid8, xid8)`.
pub const F_XID8GE: Oid = 5037;
/// `matchingsel(internal, oid, internal, integer)`.
pub const F_MATCHINGSEL: Oid = 5040;
/// `matchingjoinsel(internal, oid, internal, smallint, internal)`.
pub const F_MATCHINGJOINSEL: Oid = 5041;
/// `min_scale(numeric)`.
pub const F_MIN_SCALE: Oid = 5042;
/// `trim_scale(numeric)`.
pub const F_TRIM_SCALE: Oid = 5043;
/// `gcd(integer, integer)`.
pub const F_GCD_INT4_INT4: Oid = 5044;
/// `gcd(bigint, bigint)`.
pub const F_GCD_INT8_INT8: Oid = 5045;
/// `lcm(integer, integer)`.
pub const F_LCM_INT4_INT4: Oid = 5046;
/// `lcm(bigint, bigint)`.
pub const F_LCM_INT8_INT8: Oid = 5047;
/// `gcd(numeric, numeric)`.
pub const F_GCD_NUMERIC_NUMERIC: Oid = 5048;
/// `lcm(numeric, numeric)`.
pub const F_LCM_NUMERIC_NUMERIC: Oid = 5049;
/// `btvarstrequalimage(oid)`.
pub const F_BTVARSTREQUALIMAGE: Oid = 5050;
/// `btequalimage(oid)`.
pub const F_BTEQUALIMAGE: Oid = 5051;
/// `pg_get_shmem_allocations(OUT name text, OUT off bigint, OUT size bigint, OUT allocated_size bigint)`.
pub const F_PG_GET_SHMEM_ALLOCATIONS: Oid = 5052;
/// `pg_stat_get_ins_since_vacuum(oid)`.
pub const F_PG_STAT_GET_INS_SINCE_VACUUM: Oid = 5053;
/// `jsonb_set_lax(jsonb_in jsonb, path text[], replacement jsonb, create_if_missing boolean, null_value_treatment text)`.
pub const F_JSONB_SET_LAX: Oid = 5054;
/// `pg_snapshot_in(cstring)`.
pub const F_PG_SNAPSHOT_IN: Oid = 5055;
/// `pg_snapshot_out(pg_snapshot)`.
pub const F_PG_SNAPSHOT_OUT: Oid = 5056;
/// `pg_snapshot_recv(internal)`.
pub const F_PG_SNAPSHOT_RECV: Oid = 5057;
/// `pg_snapshot_send(pg_snapshot)`.
pub const F_PG_SNAPSHOT_SEND: Oid = 5058;
/// `pg_current_xact_id()`.
pub const F_PG_CURRENT_XACT_ID: Oid = 5059;
/// `pg_current_xact_id_if_assigned()`.
pub const F_PG_CURRENT_XACT_ID_IF_ASSIGNED: Oid = 5060;
/// `pg_current_snapshot()`.
pub const F_PG_CURRENT_SNAPSHOT: Oid = 5061;
/// `pg_snapshot_xmin(pg_snapshot)`.
pub const F_PG_SNAPSHOT_XMIN: Oid = 5062;
/// `pg_snapshot_xmax(pg_snapshot)`.
pub const F_PG_SNAPSHOT_XMAX: Oid = 5063;
/// `pg_snapshot_xip(pg_snapshot)`.
pub const F_PG_SNAPSHOT_XIP: Oid = 5064;
/// `pg_visible_in_snapshot(xid8, pg_snapshot)`.
pub const F_PG_VISIBLE_IN_SNAPSHOT: Oid = 5065;
/// `pg_xact_status(xid8)`.
pub const F_PG_XACT_STATUS: Oid = 5066;
/// `xid8in(cstring)`.
pub const F_XID8IN: Oid = 5070;
/// `xid(xid8)`.
pub const F_XID: Oid = 5071;
/// `xid8out(xid8)`.
pub const F_XID8OUT: Oid = 5081;
/// `xid8recv(internal)`.
pub const F_XID8RECV: Oid = 5082;
/// `xid8send(xid8)`.
pub const F_XID8SEND: Oid = 5083;
/// `xid8eq(xid8, xid8)`.
pub const F_XID8EQ: Oid = 5084;
/// `xid8ne(xid8, xid8)`.
pub const F_XID8NE: Oid = 5085;
/// `anycompatible_in(cstring)`.
pub const F_ANYCOMPATIBLE_IN: Oid = 5086;
/// `anycompatible_out(anycompatible)`.
pub const F_ANYCOMPATIBLE_OUT: Oid = 5087;
/// `anycompatiblearray_in(cstring)`.
pub const F_ANYCOMPATIBLEARRAY_IN: Oid = 5088;
/// `anycompatiblearray_out(anycompatiblearray)`.
pub const F_ANYCOMPATIBLEARRAY_OUT: Oid = 5089;
/// `anycompatiblearray_recv(internal)`.
pub const F_ANYCOMPATIBLEARRAY_RECV: Oid = 5090;
/// `anycompatiblearray_send(anycompatiblearray)`.
pub const F_ANYCOMPATIBLEARRAY_SEND: Oid = 5091;
/// `anycompatiblenonarray_in(cstring)`.
pub const F_ANYCOMPATIBLENONARRAY_IN: Oid = 5092;
/// `anycompatiblenonarray_out(anycompatiblenonarray)`.
pub const F_ANYCOMPATIBLENONARRAY_OUT: Oid = 5093;
/// `anycompatiblerange_in(cstring, oid, integer)`.
pub const F_ANYCOMPATIBLERANGE_IN: Oid = 5094;
/// `anycompatiblerange_out(anycompatiblerange)`.
pub const F_ANYCOMPATIBLERANGE_OUT: Oid = 5095;
/// `xid8cmp(xid8, xid8)`.
pub const F_XID8CMP: Oid = 5096;
/// `xid8_larger(xid8, xid8)`.
pub const F_XID8_LARGER: Oid = 5097;
/// `xid8_smaller(xid8, xid8)`.
pub const F_XID8_SMALLER: Oid = 5098;
/// `max(xid8)`.
pub const F_MAX_XID8: Oid = 5099;
/// `min(xid8)`.
pub const F_MIN_XID8: Oid = 5100;
/// `pg_replication_origin_create(text)`.
pub const F_PG_REPLICATION_ORIGIN_CREATE: Oid = 6003;
/// `pg_replication_origin_drop(text)`.
pub const F_PG_REPLICATION_ORIGIN_DROP: Oid = 6004;
/// `pg_replication_origin_oid(text)`.
pub const F_PG_REPLICATION_ORIGIN_OID: Oid = 6005;
/// `pg_replication_origin_session_setup(text)`.
pub const F_PG_REPLICATION_ORIGIN_SESSION_SETUP: Oid = 6006;
/// `pg_replication_origin_session_reset()`.
pub const F_PG_REPLICATION_ORIGIN_SESSION_RESET: Oid = 6007;
/// `pg_replication_origin_session_is_setup()`.
pub const F_PG_REPLICATION_ORIGIN_SESSION_IS_SETUP: Oid = 6008;
/// `pg_replication_origin_session_progress(boolean)`.
pub const F_PG_REPLICATION_ORIGIN_SESSION_PROGRESS: Oid = 6009;
/// `pg_replication_origin_xact_setup(pg_lsn, timestamp with time zone)`.
pub const F_PG_REPLICATION_ORIGIN_XACT_SETUP: Oid = 6010;
/// `pg_replication_origin_xact_reset()`.
pub const F_PG_REPLICATION_ORIGIN_XACT_RESET: Oid = 6011;
/// `pg_replication_origin_advance(text, pg_lsn)`.
pub const F_PG_REPLICATION_ORIGIN_ADVANCE: Oid = 6012;
/// `pg_replication_origin_progress(text, boolean)`.
pub const F_PG_REPLICATION_ORIGIN_PROGRESS: Oid = 6013;
/// `pg_show_replication_origin_status(OUT local_id oid, OUT external_id text, OUT remote_lsn pg_lsn, OUT local_lsn pg_lsn)`.
pub const F_PG_SHOW_REPLICATION_ORIGIN_STATUS: Oid = 6014;
/// `jsonb_subscript_handler(internal)`.
pub const F_JSONB_SUBSCRIPT_HANDLER: Oid = 6098;
/// `pg_lsn(numeric)`.
pub const F_PG_LSN: Oid = 6103;
/// `pg_stat_get_backend_subxact(bid integer, OUT subxact_count integer, OUT subxact_overflowed boolean)`.
pub const F_PG_STAT_GET_BACKEND_SUBXACT: Oid = 6107;
/// `pg_stat_get_subscription(subid oid, OUT subid oid, OUT relid oid, OUT pid integer, OUT leader_pid integer, OUT received_lsn pg_lsn, OUT last_msg_send_time timestamp with time zone, OUT last_msg_receipt_time timestamp with time zone, OUT latest_end_lsn pg_lsn, OUT latest_end_time timestamp with time zone)`.
pub const F_PG_STAT_GET_SUBSCRIPTION: Oid = 6118;
/// `pg_get_publication_tables(VARIADIC pubname text[], OUT pubid oid, OUT relid oid, OUT attrs int2vector, OUT qual pg_node_tree)`.
pub const F_PG_GET_PUBLICATION_TABLES: Oid = 6119;
/// `pg_get_replica_identity_index(regclass)`.
pub const F_PG_GET_REPLICA_IDENTITY_INDEX: Oid = 6120;
/// `pg_relation_is_publishable(regclass)`.
pub const F_PG_RELATION_IS_PUBLISHABLE: Oid = 6121;
/// `multirange_gist_consistent(internal, anymultirange, smallint, oid, internal)`.
pub const F_MULTIRANGE_GIST_CONSISTENT: Oid = 6154;
/// `multirange_gist_compress(internal)`.
pub const F_MULTIRANGE_GIST_COMPRESS: Oid = 6156;
/// `pg_get_catalog_foreign_keys(OUT fktable regclass, OUT fkcols text[], OUT pktable regclass, OUT pkcols text[], OUT is_array boolean, OUT is_opt boolean)`.
pub const F_PG_GET_CATALOG_FOREIGN_KEYS: Oid = 6159;
/// `string_to_table(text, text)`.
pub const F_STRING_TO_TABLE_TEXT_TEXT: Oid = 6160;
/// `string_to_table(text, text, text)`.
pub const F_STRING_TO_TABLE_TEXT_TEXT_TEXT: Oid = 6161;
/// `bit_count(bit)`.
pub const F_BIT_COUNT_BIT: Oid = 6162;
/// `bit_count(bytea)`.
pub const F_BIT_COUNT_BYTEA: Oid = 6163;
/// `bit_xor(smallint)`.
pub const F_BIT_XOR_INT2: Oid = 6164;
/// `bit_xor(integer)`.
pub const F_BIT_XOR_INT4: Oid = 6165;
/// `bit_xor(bigint)`.
pub const F_BIT_XOR_INT8: Oid = 6166;
/// `bit_xor(bit)`.
pub const F_BIT_XOR_BIT: Oid = 6167;
/// `pg_xact_commit_timestamp_origin(xid xid, OUT "timestamp" timestamp with time zone, OUT roident oid)`.
pub const F_PG_XACT_COMMIT_TIMESTAMP_ORIGIN: Oid = 6168;
/// `pg_stat_get_replication_slot(slot_name text, OUT slot_name text, OUT spill_txns bigint, OUT spill_count bigint, OUT spill_bytes bigint, OUT stream_txns bigint, OUT stream_count bigint, OUT stream_bytes bigint, OUT total_txns bigint, OUT total_bytes bigint, OUT stats_reset timestamp with time zone)`.
pub const F_PG_STAT_GET_REPLICATION_SLOT: Oid = 6169;
/// `pg_stat_reset_replication_slot(text)`.
pub const F_PG_STAT_RESET_REPLICATION_SLOT: Oid = 6170;
/// `trim_array(anyarray, integer)`.
pub const F_TRIM_ARRAY: Oid = 6172;
/// `pg_get_statisticsobjdef_expressions(oid)`.
pub const F_PG_GET_STATISTICSOBJDEF_EXPRESSIONS: Oid = 6173;
/// `pg_get_statisticsobjdef_columns(oid)`.
pub const F_PG_GET_STATISTICSOBJDEF_COLUMNS: Oid = 6174;
/// `date_bin(interval, timestamp without time zone, timestamp without time zone)`.
pub const F_DATE_BIN_INTERVAL_TIMESTAMP_TIMESTAMP: Oid = 6177;
/// `date_bin(interval, timestamp with time zone, timestamp with time zone)`.
pub const F_DATE_BIN_INTERVAL_TIMESTAMPTZ_TIMESTAMPTZ: Oid = 6178;
/// `array_subscript_handler(internal)`.
pub const F_ARRAY_SUBSCRIPT_HANDLER: Oid = 6179;
/// `raw_array_subscript_handler(internal)`.
pub const F_RAW_ARRAY_SUBSCRIPT_HANDLER: Oid = 6180;
/// `ts_debug(config regconfig, document text, OUT alias text, OUT description text, OUT token text, OUT dictionaries regdictionary[], OUT dictionary regdictionary, OUT lexemes text[])`.
pub const F_TS_DEBUG_REGCONFIG_TEXT: Oid = 6183;
/// `ts_debug(document text, OUT alias text, OUT description text, OUT token text, OUT dictionaries regdictionary[], OUT dictionary regdictionary, OUT lexemes text[])`.
pub const F_TS_DEBUG_TEXT: Oid = 6184;
/// `pg_stat_get_db_session_time(oid)`.
pub const F_PG_STAT_GET_DB_SESSION_TIME: Oid = 6185;
/// `pg_stat_get_db_active_time(oid)`.
pub const F_PG_STAT_GET_DB_ACTIVE_TIME: Oid = 6186;
/// `pg_stat_get_db_idle_in_transaction_time(oid)`.
pub const F_PG_STAT_GET_DB_IDLE_IN_TRANSACTION_TIME: Oid = 6187;
/// `pg_stat_get_db_sessions(oid)`.
pub const F_PG_STAT_GET_DB_SESSIONS: Oid = 6188;
/// `pg_stat_get_db_sessions_abandoned(oid)`.
pub const F_PG_STAT_GET_DB_SESSIONS_ABANDONED: Oid = 6189;
/// `pg_stat_get_db_sessions_fatal(oid)`.
pub const F_PG_STAT_GET_DB_SESSIONS_FATAL: Oid = 6190;
/// `pg_stat_get_db_sessions_killed(oid)`.
pub const F_PG_STAT_GET_DB_SESSIONS_KILLED: Oid = 6191;
/// `hash_record(record)`.
pub const F_HASH_RECORD: Oid = 6192;
/// `hash_record_extended(record, bigint)`.
pub const F_HASH_RECORD_EXTENDED: Oid = 6193;
/// `ltrim(bytea, bytea)`.
pub const F_LTRIM_BYTEA_BYTEA: Oid = 6195;
/// `rtrim(bytea, bytea)`.
pub const F_RTRIM_BYTEA_BYTEA: Oid = 6196;
/// `pg_get_function_sqlbody(oid)`.
pub const F_PG_GET_FUNCTION_SQLBODY: Oid = 6197;
/// `unistr(text)`.
pub const F_UNISTR: Oid = 6198;
/// `extract(text, date)`.
pub const F_EXTRACT_TEXT_DATE: Oid = 6199;
/// `extract(text, time without time zone)`.
pub const F_EXTRACT_TEXT_TIME: Oid = 6200;
/// `extract(text, time with time zone)`.
pub const F_EXTRACT_TEXT_TIMETZ: Oid = 6201;
/// `extract(text, timestamp without time zone)`.
pub const F_EXTRACT_TEXT_TIMESTAMP: Oid = 6202;
/// `extract(text, timestamp with time zone)`.
pub const F_EXTRACT_TEXT_TIMESTAMPTZ: Oid = 6203;
/// `extract(text, interval)`.
pub const F_EXTRACT_TEXT_INTERVAL: Oid = 6204;
/// `has_parameter_privilege(name, text, text)`.
pub const F_HAS_PARAMETER_PRIVILEGE_NAME_TEXT_TEXT: Oid = 6205;
/// `has_parameter_privilege(oid, text, text)`.
pub const F_HAS_PARAMETER_PRIVILEGE_OID_TEXT_TEXT: Oid = 6206;
/// `has_parameter_privilege(text, text)`.
pub const F_HAS_PARAMETER_PRIVILEGE_TEXT_TEXT: Oid = 6207;
/// `pg_read_file(text, boolean)`.
pub const F_PG_READ_FILE_TEXT_BOOL: Oid = 6208;
/// `pg_read_binary_file(text, boolean)`.
pub const F_PG_READ_BINARY_FILE_TEXT_BOOL: Oid = 6209;
/// `pg_input_is_valid(text, text)`.
pub const F_PG_INPUT_IS_VALID: Oid = 6210;
/// `pg_input_error_info(value text, type_name text, OUT message text, OUT detail text, OUT hint text, OUT sql_error_code text)`.
pub const F_PG_INPUT_ERROR_INFO: Oid = 6211;
/// `random_normal(mean double precision, stddev double precision)`.
pub const F_RANDOM_NORMAL: Oid = 6212;
/// `pg_split_walfile_name(file_name text, OUT segment_number numeric, OUT timeline_id bigint)`.
pub const F_PG_SPLIT_WALFILE_NAME: Oid = 6213;
/// `pg_stat_get_io(OUT backend_type text, OUT object text, OUT context text, OUT reads bigint, OUT read_time double precision, OUT writes bigint, OUT write_time double precision, OUT writebacks bigint, OUT writeback_time double precision, OUT extends bigint, OUT extend_time double precision, OUT op_bytes bigint, OUT hits bigint, OUT evictions bigint, OUT reuses bigint, OUT fsyncs bigint, OUT fsync_time double precision, OUT stats_reset timestamp with time zone)`.
pub const F_PG_STAT_GET_IO: Oid = 6214;
/// `array_shuffle(anyarray)`.
pub const F_ARRAY_SHUFFLE: Oid = 6215;
/// `array_sample(anyarray, integer)`.
pub const F_ARRAY_SAMPLE: Oid = 6216;
/// `pg_stat_get_tuples_newpage_updated(oid)`.
pub const F_PG_STAT_GET_TUPLES_NEWPAGE_UPDATED: Oid = 6217;
/// `pg_stat_get_xact_tuples_newpage_updated(oid)`.
pub const F_PG_STAT_GET_XACT_TUPLES_NEWPAGE_UPDATED: Oid = 6218;
/// `erf(double precision)`.
pub const F_ERF: Oid = 6219;
/// `erfc(double precision)`.
pub const F_ERFC: Oid = 6220;
/// `date_add(timestamp with time zone, interval)`.
pub const F_DATE_ADD_TIMESTAMPTZ_INTERVAL: Oid = 6221;
/// `date_add(timestamp with time zone, interval, text)`.
pub const F_DATE_ADD_TIMESTAMPTZ_INTERVAL_TEXT: Oid = 6222;
/// `date_subtract(timestamp with time zone, interval)`.
pub const F_DATE_SUBTRACT_TIMESTAMPTZ_INTERVAL: Oid = 6223;
/// `pg_get_wal_resource_managers(OUT rm_id integer, OUT rm_name text, OUT rm_builtin boolean)`.
pub const F_PG_GET_WAL_RESOURCE_MANAGERS: Oid = 6224;
/// `multirange_agg_transfn(internal, anymultirange)`.
pub const F_MULTIRANGE_AGG_TRANSFN: Oid = 6225;
/// `multirange_agg_finalfn(internal, anymultirange)`.
pub const F_MULTIRANGE_AGG_FINALFN: Oid = 6226;
/// `range_agg(anymultirange)`.
pub const F_RANGE_AGG_ANYMULTIRANGE: Oid = 6227;
/// `pg_stat_have_stats(text, oid, oid)`.
pub const F_PG_STAT_HAVE_STATS: Oid = 6230;
/// `pg_stat_get_subscription_stats(subid oid, OUT subid oid, OUT apply_error_count bigint, OUT sync_error_count bigint, OUT stats_reset timestamp with time zone)`.
pub const F_PG_STAT_GET_SUBSCRIPTION_STATS: Oid = 6231;
/// `pg_stat_reset_subscription_stats(oid)`.
pub const F_PG_STAT_RESET_SUBSCRIPTION_STATS: Oid = 6232;
/// `window_row_number_support(internal)`.
pub const F_WINDOW_ROW_NUMBER_SUPPORT: Oid = 6233;
/// `window_rank_support(internal)`.
pub const F_WINDOW_RANK_SUPPORT: Oid = 6234;
/// `window_dense_rank_support(internal)`.
pub const F_WINDOW_DENSE_RANK_SUPPORT: Oid = 6235;
/// `int8inc_support(internal)`.
pub const F_INT8INC_SUPPORT: Oid = 6236;
/// `pg_settings_get_flags(text)`.
pub const F_PG_SETTINGS_GET_FLAGS: Oid = 6240;
/// `pg_stop_making_pinned_objects()`.
pub const F_PG_STOP_MAKING_PINNED_OBJECTS: Oid = 6241;
/// `text_starts_with_support(internal)`.
pub const F_TEXT_STARTS_WITH_SUPPORT: Oid = 6242;
/// `pg_stat_get_recovery_prefetch(OUT stats_reset timestamp with time zone, OUT prefetch bigint, OUT hit bigint, OUT skip_init bigint, OUT skip_new bigint, OUT skip_fpw bigint, OUT skip_rep bigint, OUT wal_distance integer, OUT block_distance integer, OUT io_depth integer)`.
pub const F_PG_STAT_GET_RECOVERY_PREFETCH: Oid = 6248;
/// `pg_database_collation_actual_version(oid)`.
pub const F_PG_DATABASE_COLLATION_ACTUAL_VERSION: Oid = 6249;
/// `pg_ident_file_mappings(OUT map_number integer, OUT file_name text, OUT line_number integer, OUT map_name text, OUT sys_name text, OUT pg_username text, OUT error text)`.
pub const F_PG_IDENT_FILE_MAPPINGS: Oid = 6250;
/// `regexp_replace(text, text, text, integer, integer, text)`.
pub const F_REGEXP_REPLACE_TEXT_TEXT_TEXT_INT4_INT4_TEXT: Oid = 6251;
/// `regexp_replace(text, text, text, integer, integer)`.
pub const F_REGEXP_REPLACE_TEXT_TEXT_TEXT_INT4_INT4: Oid = 6252;
/// `regexp_replace(text, text, text, integer)`.
pub const F_REGEXP_REPLACE_TEXT_TEXT_TEXT_INT4: Oid = 6253;
/// `regexp_count(text, text)`.
pub const F_REGEXP_COUNT_TEXT_TEXT: Oid = 6254;
/// `regexp_count(text, text, integer)`.
pub const F_REGEXP_COUNT_TEXT_TEXT_INT4: Oid = 6255;
/// `regexp_count(text, text, integer, text)`.
pub const F_REGEXP_COUNT_TEXT_TEXT_INT4_TEXT: Oid = 6256;
/// `regexp_instr(text, text)`.
pub const F_REGEXP_INSTR_TEXT_TEXT: Oid = 6257;
/// `regexp_instr(text, text, integer)`.
pub const F_REGEXP_INSTR_TEXT_TEXT_INT4: Oid = 6258;
/// `regexp_instr(text, text, integer, integer)`.
pub const F_REGEXP_INSTR_TEXT_TEXT_INT4_INT4: Oid = 6259;
/// `regexp_instr(text, text, integer, integer, integer)`.
pub const F_REGEXP_INSTR_TEXT_TEXT_INT4_INT4_INT4: Oid = 6260;
/// `regexp_instr(text, text, integer, integer, integer, text)`.
pub const F_REGEXP_INSTR_TEXT_TEXT_INT4_INT4_INT4_TEXT: Oid = 6261;
/// `regexp_instr(text, text, integer, integer, integer, text, integer)`.
pub const F_REGEXP_INSTR_TEXT_TEXT_INT4_INT4_INT4_TEXT_INT4: Oid = 6262;
/// `regexp_like(text, text)`.
pub const F_REGEXP_LIKE_TEXT_TEXT: Oid = 6263;
/// `regexp_like(text, text, text)`.
pub const F_REGEXP_LIKE_TEXT_TEXT_TEXT: Oid = 6264;
/// `regexp_substr(text, text)`.
pub const F_REGEXP_SUBSTR_TEXT_TEXT: Oid = 6265;
/// `regexp_substr(text, text, integer)`.
pub const F_REGEXP_SUBSTR_TEXT_TEXT_INT4: Oid = 6266;
/// `regexp_substr(text, text, integer, integer)`.
pub const F_REGEXP_SUBSTR_TEXT_TEXT_INT4_INT4: Oid = 6267;
/// `regexp_substr(text, text, integer, integer, text)`.
pub const F_REGEXP_SUBSTR_TEXT_TEXT_INT4_INT4_TEXT: Oid = 6268;
/// `regexp_substr(text, text, integer, integer, text, integer)`.
pub const F_REGEXP_SUBSTR_TEXT_TEXT_INT4_INT4_TEXT_INT4: Oid = 6269;
/// `pg_ls_logicalsnapdir(OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_LOGICALSNAPDIR: Oid = 6270;
/// `pg_ls_logicalmapdir(OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_LOGICALMAPDIR: Oid = 6271;
/// `pg_ls_replslotdir(slot_name text, OUT name text, OUT size bigint, OUT modification timestamp with time zone)`.
pub const F_PG_LS_REPLSLOTDIR: Oid = 6272;
/// `date_subtract(timestamp with time zone, interval, text)`.
pub const F_DATE_SUBTRACT_TIMESTAMPTZ_INTERVAL_TEXT: Oid = 6273;
/// `generate_series(timestamp with time zone, timestamp with time zone, interval, text)`.
pub const F_GENERATE_SERIES_TIMESTAMPTZ_TIMESTAMPTZ_INTERVAL_TEXT: Oid = 6274;
/// `json_agg_strict_transfn(internal, anyelement)`.
pub const F_JSON_AGG_STRICT_TRANSFN: Oid = 6275;
/// `json_agg_strict(anyelement)`.
pub const F_JSON_AGG_STRICT: Oid = 6276;
/// `json_object_agg_strict_transfn(internal, "any", "any")`.
pub const F_JSON_OBJECT_AGG_STRICT_TRANSFN: Oid = 6277;
/// `json_object_agg_unique_transfn(internal, "any", "any")`.
pub const F_JSON_OBJECT_AGG_UNIQUE_TRANSFN: Oid = 6278;
/// `json_object_agg_unique_strict_transfn(internal, "any", "any")`.
pub const F_JSON_OBJECT_AGG_UNIQUE_STRICT_TRANSFN: Oid = 6279;
/// `json_object_agg_strict("any", "any")`.
pub const F_JSON_OBJECT_AGG_STRICT: Oid = 6280;
/// `json_object_agg_unique("any", "any")`.
pub const F_JSON_OBJECT_AGG_UNIQUE: Oid = 6281;
/// `json_object_agg_unique_strict("any", "any")`.
pub const F_JSON_OBJECT_AGG_UNIQUE_STRICT: Oid = 6282;
/// `jsonb_agg_strict_transfn(internal, anyelement)`.
pub const F_JSONB_AGG_STRICT_TRANSFN: Oid = 6283;
/// `jsonb_agg_strict(anyelement)`.
pub const F_JSONB_AGG_STRICT: Oid = 6284;
/// `jsonb_object_agg_strict_transfn(internal, "any", "any")`.
pub const F_JSONB_OBJECT_AGG_STRICT_TRANSFN: Oid = 6285;
/// `jsonb_object_agg_unique_transfn(internal, "any", "any")`.
pub const F_JSONB_OBJECT_AGG_UNIQUE_TRANSFN: Oid = 6286;
/// `jsonb_object_agg_unique_strict_transfn(internal, "any", "any")`.
pub const F_JSONB_OBJECT_AGG_UNIQUE_STRICT_TRANSFN: Oid = 6287;
/// `jsonb_object_agg_strict("any", "any")`.
pub const F_JSONB_OBJECT_AGG_STRICT: Oid = 6288;
/// `jsonb_object_agg_unique("any", "any")`.
pub const F_JSONB_OBJECT_AGG_UNIQUE: Oid = 6289;
/// `jsonb_object_agg_unique_strict("any", "any")`.
pub const F_JSONB_OBJECT_AGG_UNIQUE_STRICT: Oid = 6290;
/// `any_value(anyelement)`.
pub const F_ANY_VALUE: Oid = 6291;
/// `any_value_transfn(anyelement, anyelement)`.
pub const F_ANY_VALUE_TRANSFN: Oid = 6292;
/// `array_agg_combine(internal, internal)`.
pub const F_ARRAY_AGG_COMBINE: Oid = 6293;
/// `array_agg_serialize(internal)`.
pub const F_ARRAY_AGG_SERIALIZE: Oid = 6294;
/// `array_agg_deserialize(bytea, internal)`.
pub const F_ARRAY_AGG_DESERIALIZE: Oid = 6295;
/// `array_agg_array_combine(internal, internal)`.
pub const F_ARRAY_AGG_ARRAY_COMBINE: Oid = 6296;
/// `array_agg_array_serialize(internal)`.
pub const F_ARRAY_AGG_ARRAY_SERIALIZE: Oid = 6297;
/// `array_agg_array_deserialize(bytea, internal)`.
pub const F_ARRAY_AGG_ARRAY_DESERIALIZE: Oid = 6298;
/// `string_agg_combine(internal, internal)`.
pub const F_STRING_AGG_COMBINE: Oid = 6299;
/// `string_agg_serialize(internal)`.
pub const F_STRING_AGG_SERIALIZE: Oid = 6300;
/// `string_agg_deserialize(bytea, internal)`.
pub const F_STRING_AGG_DESERIALIZE: Oid = 6301;
/// `pg_log_standby_snapshot()`.
pub const F_PG_LOG_STANDBY_SNAPSHOT: Oid = 6305;
/// `window_percent_rank_support(internal)`.
pub const F_WINDOW_PERCENT_RANK_SUPPORT: Oid = 6306;
/// `window_cume_dist_support(internal)`.
pub const F_WINDOW_CUME_DIST_SUPPORT: Oid = 6307;
/// `window_ntile_support(internal)`.
pub const F_WINDOW_NTILE_SUPPORT: Oid = 6308;
/// `pg_stat_get_db_conflict_logicalslot(oid)`.
pub const F_PG_STAT_GET_DB_CONFLICT_LOGICALSLOT: Oid = 6309;
/// `pg_stat_get_lastscan(oid)`.
pub const F_PG_STAT_GET_LASTSCAN: Oid = 6310;
/// `system_user()`.
pub const F_SYSTEM_USER: Oid = 6311;
