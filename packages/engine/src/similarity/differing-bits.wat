;; In how many bits each row of a matrix differs from one of 32 bytes. differing-bits-wasm.ts holds it assembled; its test
;; holds that it does.
(module
  (memory (export "memory") 1)
  (func (export "differingBits") (param $rows i32) (param $matrix i32) (param $row i32) (param $counts i32)
    (local $a v128)
    (local $b v128)
    (local $sum v128)
    (local.set $a (v128.load (local.get $row)))
    (local.set $b (v128.load offset=16 (local.get $row)))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $sum
          (i8x16.add
            (i8x16.popcnt (v128.xor (local.get $a) (v128.load (local.get $matrix))))
            (i8x16.popcnt (v128.xor (local.get $b) (v128.load offset=16 (local.get $matrix))))))
        (local.set $sum (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $sum))))
        (i32.store16 (local.get $counts)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $matrix (i32.add (local.get $matrix) (i32.const 32)))
        (local.set $counts (i32.add (local.get $counts) (i32.const 2)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $next)))))
